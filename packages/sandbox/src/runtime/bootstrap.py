"""Runs a Python function: speaks the Lambda Runtime API over one connection."""
import http.client
import importlib
import json
import logging
import os
import sys
import threading
import time
import traceback


class Output:
    """Counts what was written, so that the sandbox knows when it has read it all."""

    written = 0

    def __init__(self, stream):
        self.stream = stream

    def write(self, text):
        Output.written += len(text.encode("utf-8", "replace"))
        return self.stream.write(text)

    def __getattr__(self, name):
        return getattr(self.stream, name)


class LambdaContext:
    def __init__(self, headers):
        env = os.environ
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = env["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = env["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = env["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = env["AWS_LAMBDA_LOG_STREAM_NAME"]
        client_context = headers["Lambda-Runtime-Client-Context"]
        self.client_context = json.loads(client_context) if client_context else None
        self.identity = None
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))


def die_with_parent():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def load_handler():
    setting = os.environ["_HANDLER"]
    name, _, function = setting.rpartition(".")
    if not name:
        raise fault("Runtime.MalformedHandlerName", f"Bad handler '{setting}': not enough values to unpack (expected 2, got 1)")
    try:
        module = importlib.import_module(name.replace("/", "."))
    except ImportError as error:
        raise fault("Runtime.ImportModuleError", f"Unable to import module '{name}': {error}") from error
    except SyntaxError as error:
        raise fault("Runtime.UserCodeSyntaxError", f"Syntax error in module '{name}': {error}") from error
    if not hasattr(module, function):
        raise fault("Runtime.HandlerNotFound", f"Handler '{function}' missing on module '{name}'")
    return getattr(module, function)


class Fault(Exception):
    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def fault(kind, message):
    return Fault(kind, message)


def describe(error, request_id):
    kind = error.kind if isinstance(error, Fault) else type(error).__name__
    trace = [] if isinstance(error, Fault) else traceback.format_list(traceback.extract_tb(error.__traceback__)[1:])
    return {"errorMessage": str(error), "errorType": kind, "requestId": request_id, "stackTrace": trace}


class Api:
    def __init__(self):
        authority, _, prefix = os.environ["AWS_LAMBDA_RUNTIME_API"].partition("/")
        self.base = f"/{prefix}/2018-06-01/runtime/"
        self.connection = http.client.HTTPConnection(authority)

    def ask(self, method, topic, body=None, headers=None):
        try:
            self.connection.request(method, self.base + topic, body, headers or {})
            response = self.connection.getresponse()
            return response.headers, response.read()
        except (OSError, http.client.HTTPException):
            os._exit(0)

    def post(self, topic, value, kind=None):
        sys.stdout.flush()
        sys.stderr.flush()
        headers = {"Content-Type": "application/json", "Sandbox-Log-Bytes": str(Output.written)}
        if kind:
            headers["Lambda-Runtime-Function-Error-Type"] = kind
        self.ask("POST", topic, value.encode("utf-8"), headers)


def perform(api, handler, headers, body):
    context = LambdaContext(headers)
    request_id = context.aws_request_id
    os.environ["_X_AMZN_TRACE_ID"] = headers["Lambda-Runtime-Trace-Id"] or ""
    try:
        result = handler(json.loads(body) if body else {}, context)
        try:
            text = json.dumps(result, ensure_ascii=False)
        except (TypeError, ValueError) as error:
            raise fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from error
    except Exception as error:
        described = describe(error, request_id)
        print(f"[ERROR] {described['errorType']}: {described['errorMessage']}\nTraceback (most recent call last):\n" + "".join(described["stackTrace"]))
        api.post(f"invocation/{request_id}/error", json.dumps(described), described["errorType"])
        return
    api.post(f"invocation/{request_id}/response", text)


def main():
    sys.argv = sys.argv[:1]
    sys.stdout, sys.stderr = Output(sys.stdout), Output(sys.stderr)
    threading.Thread(target=die_with_parent, daemon=True).start()
    logging.basicConfig(stream=sys.stdout, level=logging.WARNING, format="[%(levelname)s]\t%(asctime)s\t%(message)s")
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    api = Api()
    try:
        handler = load_handler()
    except Exception as error:
        described = describe(error, "")
        print(f"[ERROR] {described['errorType']}: {described['errorMessage']}")
        api.post("init/error", json.dumps(described), described["errorType"])
        sys.exit(1)
    while True:
        headers, body = api.ask("GET", "invocation/next")
        perform(api, handler, headers, body)


if __name__ == "__main__":
    main()
