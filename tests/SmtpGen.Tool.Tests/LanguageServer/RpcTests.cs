using System.Text;
using System.Text.Json;
using SmtpGen.Tool.LanguageServer.Messages;
using SmtpGen.Tool.LanguageServer.Rpc;

namespace SmtpGen.Tool.Tests.LanguageServer;

/// <summary>JSON-RPC 2.0 as the language server speaks it.</summary>
public class RpcTests
{
    [Fact]
    public async Task Each_request_is_answered_under_its_own_id_and_a_notification_is_not() => Assert.Equal(
        ["""{"jsonrpc":"2.0","id":7,"result":{"uri":"a"}}""", """{"jsonrpc":"2.0","id":"seven","result":null}"""],
        await AnswersAsync(
            """{"jsonrpc":"2.0","id":7,"method":"echo","params":{"uri":"a"}}""",
            """{"jsonrpc":"2.0","method":"echo","params":{"uri":"b"}}""",
            """{"jsonrpc":"2.0","id":"seven","method":"nothing"}"""));

    [Theory]
    [InlineData("""{"id":1,"method":"unknown"}""", RpcException.MethodNotFound)]
    [InlineData("""{"id":1,"method":"echo"}""", RpcException.InvalidParameters)]
    [InlineData("""{"id":1,"method":"echo","params":[1]}""", RpcException.InvalidParameters)]
    [InlineData("""{"id":1,"method":"fail"}""", RpcException.InternalError)]
    public async Task What_cannot_be_answered_is_an_error_and_the_next_request_is_answered(string request, int code)
    {
        string[] answers = await AnswersAsync(request, """{"id":2,"method":"nothing"}""");

        Assert.Equal(2, answers.Length);
        Assert.Equal(code, JsonDocument.Parse(answers[0]).RootElement.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("""{"jsonrpc":"2.0","id":2,"result":null}""", answers[1]);
    }

    [Theory]
    [InlineData("""{"method":"unknown"}""")]
    [InlineData("""{"method":"fail"}""")]
    [InlineData("""{"method":"$/cancelRequest","params":{"id":1}}""")]
    [InlineData("""{"id":1,"result":null}""")]
    public async Task What_is_not_a_request_has_no_answer(string message) => Assert.Empty(await AnswersAsync(message));

    [Fact]
    public async Task A_request_that_is_cancelled_while_it_waits_is_not_done()
    {
        // The first request holds the others up until all that was said has been read.
        string[] answers = await AnswersAsync(
            """{"id":1,"method":"hold"}""",
            """{"id":2,"method":"echo","params":{"uri":"a"}}""",
            """{"id":3,"method":"echo","params":{"uri":"b"}}""",
            """{"method":"$/cancelRequest","params":{"id":2}}""");

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":null}""", answers[0]);
        Assert.Equal(RpcException.RequestCancelled, JsonDocument.Parse(answers[1]).RootElement.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("""{"jsonrpc":"2.0","id":3,"result":{"uri":"b"}}""", answers[2]);
    }

    [Fact]
    public async Task A_message_that_comes_octet_by_octet_with_another_field_before_it_is_read()
    {
        string answer = await SayAsync(
            Encoding.UTF8.GetBytes("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:31\r\n\r\n{\"id\":1,\"method\":\"nothing\"}    "), 1);

        Assert.Equal("Content-Length: 38\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}", answer);
    }

    private static async Task<string[]> AnswersAsync(params string[] messages)
    {
        string said = string.Concat(messages.Select(message => $"Content-Length: {Encoding.UTF8.GetByteCount(message)}\r\n\r\n{message}"));
        string answers = await SayAsync(Encoding.UTF8.GetBytes(said), said.Length);
        return [.. answers.Split("Content-Length: ", StringSplitOptions.RemoveEmptyEntries).Select(answer => answer[(answer.IndexOf('{'))..])];
    }

    private static async Task<string> SayAsync(byte[] said, int atOnce)
    {
        using var input = new SlowStream(said, atOnce);
        using var output = new MemoryStream();
        var methods = new RpcMethods();
        methods.Add("echo", LspJson.Default.TextDocumentIdentifier, LspJson.Default.TextDocumentIdentifier, file => file);
        methods.Add("nothing", () => { });
        methods.Add("fail", () => throw new InvalidOperationException("It fails."));
        methods.Add("hold", () => Assert.True(input.WhenRead.Wait(TimeSpan.FromSeconds(30))));

        await new RpcConnection(input, output).RunAsync(methods, TestContext.Current.CancellationToken);

        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Octets that come a few at a time.</summary>
    private sealed class SlowStream(byte[] octets, int atOnce) : MemoryStream(octets)
    {
        private readonly TaskCompletionSource _read = new();

        /// <summary>Ends when all was read, and what was read was dealt with.</summary>
        public Task WhenRead => _read.Task;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
                _read.TrySetResult();
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, atOnce)], cancellationToken);
        }
    }
}
