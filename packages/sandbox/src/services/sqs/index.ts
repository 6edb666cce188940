import * as model from "@aws-sdk/client-sqs";
import type { Cloud } from "../../kernel/cloud.ts";
import { scoped } from "../../kernel/scoped.ts";
import {
  type Call,
  type ModelledService,
  type Operation,
  type OperationSchema,
  operation,
} from "../../kernel/service.ts";
import { createSqsDoor } from "./door.ts";
import { sqsQueryCodes } from "./errors.ts";
import {
  changeMessageVisibilityBatch,
  deleteMessageBatch,
  sendMessageBatch,
} from "./operations/batches.ts";
import {
  cancelMessageMoveTask,
  listMessageMoveTasks,
  startMessageMoveTask,
} from "./operations/move-tasks.ts";
import {
  listDeadLetterSourceQueues,
  listQueues,
  listQueueTags,
  tagQueue,
  untagQueue,
} from "./operations/queue-lists.ts";
import {
  createQueue,
  deleteQueue,
  getQueueAttributes,
  getQueueUrl,
  purgeQueue,
  setQueueAttributes,
} from "./operations/queues.ts";
import { changeMessageVisibility, deleteMessage } from "./operations/receipts.ts";
import { receiveMessage } from "./operations/receive.ts";
import { sendMessage } from "./operations/send.ts";
import { createSqsState, type Sqs } from "./state.ts";

/** SQS: standard and FIFO queues, dead-letter queues, long polling on the sandbox's clock. */
export function createSqs(cloud: Cloud): ModelledService {
  const sqs: Sqs = { cloud, states: scoped(createSqsState), listeners: new Map() };
  cloud.doors.sqs = createSqsDoor(sqs);
  return {
    kind: "modelled",
    signingName: "sqs",
    targetPrefix: "AmazonSQS",
    protocol: "awsJson1.0",
    validationCode: "MissingRequiredParameterException",
    xmlNamespace: "http://queue.amazonaws.com/doc/2012-11-05/",
    queryCodes: sqsQueryCodes,
    operations: operationsOf(sqs),
    reset: () => reset(sqs),
  };
}

function operationsOf(sqs: Sqs): Record<string, Operation> {
  function bind<Input, Output>(
    schema: OperationSchema,
    run: (sqs: Sqs, call: Call, input: Input) => Output | Promise<Output>,
  ): Operation {
    return operation<Input, Output>(schema, (call, input) => run(sqs, call, input));
  }
  return {
    CancelMessageMoveTask: bind(model.CancelMessageMoveTask$, cancelMessageMoveTask),
    ChangeMessageVisibility: bind(model.ChangeMessageVisibility$, changeMessageVisibility),
    ChangeMessageVisibilityBatch: bind(
      model.ChangeMessageVisibilityBatch$,
      changeMessageVisibilityBatch,
    ),
    CreateQueue: bind(model.CreateQueue$, createQueue),
    DeleteMessage: bind(model.DeleteMessage$, deleteMessage),
    DeleteMessageBatch: bind(model.DeleteMessageBatch$, deleteMessageBatch),
    DeleteQueue: bind(model.DeleteQueue$, deleteQueue),
    GetQueueAttributes: bind(model.GetQueueAttributes$, getQueueAttributes),
    GetQueueUrl: bind(model.GetQueueUrl$, getQueueUrl),
    ListDeadLetterSourceQueues: bind(model.ListDeadLetterSourceQueues$, listDeadLetterSourceQueues),
    ListMessageMoveTasks: bind(model.ListMessageMoveTasks$, listMessageMoveTasks),
    ListQueues: bind(model.ListQueues$, listQueues),
    ListQueueTags: bind(model.ListQueueTags$, listQueueTags),
    PurgeQueue: bind(model.PurgeQueue$, purgeQueue),
    ReceiveMessage: bind(model.ReceiveMessage$, receiveMessage),
    SendMessage: bind(model.SendMessage$, sendMessage),
    SendMessageBatch: bind(model.SendMessageBatch$, sendMessageBatch),
    SetQueueAttributes: bind(model.SetQueueAttributes$, setQueueAttributes),
    StartMessageMoveTask: bind(model.StartMessageMoveTask$, startMessageMoveTask),
    TagQueue: bind(model.TagQueue$, tagQueue),
    UntagQueue: bind(model.UntagQueue$, untagQueue),
  };
}

/** Listeners stay: they belong to the event source mappings, which end their own. */
function reset(sqs: Sqs): void {
  for (const [, state] of sqs.states.entries()) {
    for (const queue of state.queues.values()) {
      for (const message of queue.messages.values()) message.hidden?.timer.cancel();
      for (const poll of [...queue.polls]) poll.end();
    }
    for (const task of state.moves) task.timer?.cancel();
  }
  sqs.states.clear();
}
