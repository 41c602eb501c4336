"""Who asks in Slack: what the workspace knows of a person is kept the first time that the person gets an answer."""

from msgspec import Struct
from pydantic import ValidationError

from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.identity import people
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.identity.requests import PersonBody
from quarterdeck.kernel.errors import MissingSetting, QuarterdeckError
from quarterdeck.kernel.observability import logger
from quarterdeck.platform.slack.profile import Profile, read_profile
from quarterdeck.platform.slack.workspaces import SlackWorkspaces


class SlackPeople(Struct, frozen=True):
    workspaces: SlackWorkspaces

    def introduce(self, run: Run) -> None:
        """Keep the asker's name, role and time zone, unless something of the asker is known.

        Answers do without where Slack doesn't tell, which needs the app's scope ``users:read``.
        """
        question = run.question
        _, team, user = question.asker.split(":", 2)
        if people.is_known(question.tenant, question.asker):
            return
        try:
            said = _said(read_profile(self.workspaces.client(team), user))
            people.learn(question.tenant, Person(question.asker, said.name, said.role, "", said.timezone))
        except (QuarterdeckError, MissingSetting, ValidationError) as error:
            logger.info("the asker's profile is not known", extra={"problem": type(error).__name__})


def _said(profile: Profile) -> PersonBody:
    """Return the profile as if the person had said it.

    Raises:
        ValidationError: it isn't what people can say.
    """
    return PersonBody(name=profile.name, role=profile.title, timezone=profile.timezone or "UTC")
