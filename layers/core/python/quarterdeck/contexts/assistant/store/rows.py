"""The kinds of row in the assistant's table."""

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from quarterdeck.platform.tables import Row, TableMeta, physical_name, shape


class AssistantRow(Row):
    class Meta(TableMeta):
        table = "assistant"
        table_name = physical_name("assistant")


class RunRow(AssistantRow):
    """A line of the log of interactions; its sort key is the run's id."""

    correlation_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    question = UnicodeAttribute()
    intent = UnicodeAttribute()
    contract = UnicodeAttribute()
    contracts = JSONAttribute()
    outcome = UnicodeAttribute()
    response_time_ms = NumberAttribute()
    stages = JSONAttribute()
    source = UnicodeAttribute()
    cached = BooleanAttribute()
    provider = UnicodeAttribute()
    snapshot = UnicodeAttribute(null=True)
    cost_nano_usd = NumberAttribute()
    created_at = UTCDateTimeAttribute()
    replay_of = UnicodeAttribute(null=True)


class ExchangeRow(AssistantRow):
    """One exchange of a conversation; its sort key is the run's id."""

    exchange = JSONAttribute()
    expires = TTLAttribute()


class RatingRow(AssistantRow):
    """What a person said of a run at one time; rows are only added, so the history stays."""

    rating = JSONAttribute()


class ExampleRow(AssistantRow):
    """The example that a person's latest rating of a run makes; none where it labels nothing any more."""

    example = JSONAttribute(null=True)


TABLE = shape(RunRow, ExchangeRow, RatingRow, ExampleRow)
