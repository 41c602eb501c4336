"""Where people sign in: a Cognito user pool, or before it another OpenID provider that the target names."""

from aws_cdk import Aws, Duration, RemovalPolicy
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.cdk.foundation import Foundation
from infra.cdk.rest import STAGE, Rest
from infra.cdk.target import Target

POOL_URL = f"https://cognito-idp.{Aws.REGION}.{Aws.URL_SUFFIX}"


class SignIn(Construct):
    """A pool whose people are added by an admin, and its hosted pages; the API is its one client, without a secret."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation, rest: Rest) -> None:
        super().__init__(scope, construct_id)
        self.public_url = _public_url(base.target, rest)
        self.pool = self._pool(base.target)
        self.client = self._client()
        prefix = f"quarterdeck-{base.target.stage}-{Aws.ACCOUNT_ID}"
        self.pool.add_domain("Domain", cognito_domain=cognito.CognitoDomainOptions(domain_prefix=prefix))
        self._issuers = f"[{base.target.oidc_issuers}{self._cognito(base.target)}]"

    def used_by(self, function: lambda_.Function) -> None:
        """Tell the function which issuers to trust, and where the API's own pages are."""
        function.add_environment("OIDC_ISSUERS", self._issuers)
        function.add_environment("PUBLIC_URL", self.public_url)

    def _pool(self, target: Target) -> cognito.UserPool:
        return cognito.UserPool(
            self,
            "Pool",
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            mfa=cognito.Mfa.REQUIRED if target.keep_data else cognito.Mfa.OFF,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            password_policy=cognito.PasswordPolicy(
                min_length=12,
                require_digits=True,
                require_lowercase=True,
                require_symbols=True,
                require_uppercase=True,
                temp_password_validity=Duration.days(3),
            ),
            feature_plan=cognito.FeaturePlan.PLUS,
            standard_threat_protection_mode=cognito.StandardThreatProtectionMode.FULL_FUNCTION,
            deletion_protection=target.keep_data,
            removal_policy=RemovalPolicy.RETAIN if target.keep_data else RemovalPolicy.DESTROY,
        )

    def _client(self) -> cognito.UserPoolClient:
        return self.pool.add_client(
            "Web",
            generate_secret=False,
            auth_flows=cognito.AuthFlow(),
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            supported_identity_providers=[cognito.UserPoolClientIdentityProvider.COGNITO],
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=[cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
                callback_urls=[f"{self.public_url}/auth/callback"],
            ),
            access_token_validity=Duration.hours(1),
            id_token_validity=Duration.hours(1),
        )

    def _cognito(self, target: Target) -> str:
        """Return the pool as an issuer (``platform.oidc.model.Issuer``)."""
        pool, client = self.pool.user_pool_id, self.client.user_pool_client_id
        discovery = target.cognito_discovery.format(pool=pool)
        return (
            f'{{"issuer":"{POOL_URL}/{pool}","audiences":["{client}"],"client_id":"{client}",'
            f'"discovery":"{discovery}"}}'
        )


def _public_url(target: Target, rest: Rest) -> str:
    """Return the API's address without a slash at its end. Its stage can't be named: that needs the functions."""
    api = rest.resource.rest_api_id
    own = f"https://{api}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}/{STAGE}"
    return target.public_url.format(api=api, stage=STAGE) or own
