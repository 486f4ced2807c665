using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace SmtpGen.Tool.LanguageServer.Rpc;

/// <summary>
/// A connection to an editor by JSON-RPC 2.0. One thing is done after the other: a question is about the text that the changes
/// before it left. Reading goes on meanwhile, so that requests can be cancelled that wait.
/// </summary>
/// <param name="input">What the editor says.</param>
/// <param name="output">What it is told.</param>
internal sealed class RpcConnection(Stream input, Stream output)
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ArrayBufferWriter<byte> _outgoing = new();
    private readonly ArrayBufferWriter<byte> _content = new();
    private readonly Channel<RpcMessage> _incoming = Channel.CreateUnbounded<RpcMessage>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly WaitingRequests _waiting = new();

    /// <summary>Answers what is asked until the editor goes away.</summary>
    /// <exception cref="FormatException">What comes is not a message.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="IOException">The connection is lost.</exception>
    public async Task RunAsync(RpcMethods methods, CancellationToken cancellationToken)
    {
        var reading = ReadAsync(cancellationToken);
        await foreach (var message in _incoming.Reader.ReadAllAsync(cancellationToken))
            await InTurnAsync(() => Answer(message, methods), cancellationToken);
        await reading;
    }

    /// <summary>Does something between two messages, and sends then what <see cref="Notify"/> was told.</summary>
    public async Task InTurnAsync(Action action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            action();
            await output.WriteAsync(_outgoing.WrittenMemory, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            _outgoing.ResetWrittenCount();
            _turn.Release();
        }
    }

    /// <summary>Tells the editor something that it did not ask for. Called in a turn.</summary>
    public void Notify<T>(string method, T parameters, JsonTypeInfo<T> shape) => Write(writer =>
    {
        writer.WriteString("method", method);
        writer.WritePropertyName("params");
        JsonSerializer.Serialize(writer, parameters, shape);
    });

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var reader = new RpcReader(input);
        try
        {
            while (await reader.ReadAsync(cancellationToken) is { } message)
            {
                if (message.Method == RpcMessage.Cancel)
                    _waiting.Cancel(message);
                else if (message.Method is not null)
                {
                    _waiting.Add(message);
                    _incoming.Writer.TryWrite(message);
                }
            }
        }
        finally
        {
            _incoming.Writer.Complete();
        }
    }

    private void Answer(RpcMessage message, RpcMethods methods)
    {
        bool isWanted = _waiting.Take(message);
        try
        {
            if (!isWanted)
                throw new RpcException(RpcException.RequestCancelled, "The request was cancelled.");
            Write(writer =>
            {
                Id(writer, message);
                writer.WritePropertyName("result");
                methods.Call(message, writer);
            }, message.Id is not null);
        }
        catch (RpcException exception)
        {
            Fail(message, exception.Code, exception.Message);
        }
        catch (Exception exception)
        {
            // One question that cannot be answered must not end the others.
            Fail(message, RpcException.InternalError, exception.Message);
        }
    }

    private void Fail(RpcMessage message, int code, string text) => Write(writer =>
    {
        Id(writer, message);
        writer.WriteStartObject("error");
        writer.WriteNumber("code", code);
        writer.WriteString("message", text);
        writer.WriteEndObject();
    }, message.Id is not null);

    private static void Id(Utf8JsonWriter writer, RpcMessage message)
    {
        if (message.Id is not { } id)
            return;
        writer.WritePropertyName("id");
        id.WriteTo(writer);
    }

    // A notification has no answer, whatever comes of it.
    private void Write(Action<Utf8JsonWriter> members, bool isSent = true)
    {
        _content.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_content))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            members(writer);
            writer.WriteEndObject();
        }

        if (!isSent)
            return;
        _outgoing.Write(Encoding.ASCII.GetBytes($"Content-Length: {_content.WrittenCount}\r\n\r\n"));
        _outgoing.Write(_content.WrittenSpan);
    }
}
