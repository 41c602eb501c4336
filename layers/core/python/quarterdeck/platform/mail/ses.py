"""Mail by Amazon SES: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html."""

from typing import TYPE_CHECKING

from msgspec import Struct

from quarterdeck.kernel.errors import InvalidInput, Unavailable
from quarterdeck.platform.aws import client
from quarterdeck.platform.mail import Message

if TYPE_CHECKING:
    from mypy_boto3_sesv2.type_defs import ContentTypeDef

REFUSED = {
    "BadRequestException",
    "MessageRejected",
    "MailFromDomainNotVerifiedException",
    "NotFoundException",
}


class SesMail(Struct, frozen=True):
    """``sender`` is an address, alone or as ``Name <address>``, that SES has verified."""

    sender: str

    def send(self, message: Message) -> None:
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - as the client itself

        try:
            client("sesv2").send_email(
                FromEmailAddress=self.sender,
                Destination={"ToAddresses": [message.to]},
                Content={
                    "Simple": {
                        "Subject": _content(message.subject),
                        "Body": {"Text": _content(message.text), "Html": _content(message.html)},
                    }
                },
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in REFUSED:
                raise InvalidInput(f"SES refuses the mail: {code}") from error
            raise Unavailable(f"SES does not take the mail: {code}") from error
        except BotoCoreError as error:
            raise Unavailable(f"SES does not answer: {type(error).__name__}") from error


def _content(text: str) -> "ContentTypeDef":
    return {"Data": text, "Charset": "UTF-8"}
