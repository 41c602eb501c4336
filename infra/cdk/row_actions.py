"""What a function may do with rows: each of these is the whole of one way to use a table."""

READ = ("dynamodb:GetItem", "dynamodb:Query")
READ_SINGLE = ("dynamodb:GetItem",)
WRITE = (*READ, "dynamodb:PutItem", "dynamodb:UpdateItem")
COUNT = ("dynamodb:GetItem", "dynamodb:UpdateItem")
REPLACE = (*WRITE, "dynamodb:BatchGetItem", "dynamodb:DeleteItem")
APPEND = ("dynamodb:PutItem",)
ADD = (*READ, *APPEND)
CLAIM = ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem")
ISSUE = ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem")
SINGLE = ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem")
REMOVE = ("dynamodb:DeleteItem",)
FORGET = (*READ, *REMOVE)
SPEND = ("dynamodb:GetItem", "dynamodb:DeleteItem")
CACHED = (*READ, "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem")
STREAM = (
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
)
