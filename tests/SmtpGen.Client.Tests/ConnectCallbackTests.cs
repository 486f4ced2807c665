using System.Net.Sockets;
using SmtpGen.Envelopes;
using SmtpGen.Testing;

namespace SmtpGen.Client.Tests;

/// <summary>Connections that the caller makes.</summary>
public sealed class ConnectCallbackTests
{
    private static readonly MailEnvelope s_envelope = new("alice@a.example", "bob@b.example");

    [Theory(Timeout = 60_000)]
    [InlineData(TlsPolicy.None)]
    [InlineData(TlsPolicy.Required)]
    [InlineData(TlsPolicy.Implicit)]
    public async Task A_message_goes_through_a_proxy_encrypted_as_the_policy_says(TlsPolicy policy)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await SmtpTestServer.StartAsync(
            options => (options.StartTls, options.ImplicitTls) = (policy == TlsPolicy.Required, policy == TlsPolicy.Implicit), cancellationToken);
        await using var proxy = new SocksProxy();
        var options = new MailSenderOptions
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Tls = policy,
            ValidateCertificate = (_, shown, _, _) => shown?.GetCertHashString() == server.Certificate?.Thumbprint,
            ConnectCallback = proxy.ConnectAsync,
        };

        await using (var sender = await MailSender.ConnectAsync(options, cancellationToken))
        {
            await sender.SendAsync(s_envelope, "Subject: x\r\n\r\nx\r\n"u8.ToArray(), cancellationToken);
            await sender.QuitAsync(cancellationToken);
        }

        var message = await server.WaitForMessageAsync(cancellationToken: cancellationToken);
        Assert.Equal(policy != TlsPolicy.None, message.IsEncrypted);
        Assert.Equal(new MailConnectContext("127.0.0.1", server.Port), proxy.Asked);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_client_has_a_name_that_servers_take_also_where_its_address_is_not_known(bool isKnown)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: cancellationToken);
        var options = Plain(isKnown ? ConnectAsync : async (context, token) => new BufferedStream(await ConnectAsync(context, token), 1)) with
        {
            Port = server.Port,
        };

        await using var sender = await MailSender.ConnectAsync(options, cancellationToken);
        await sender.SendAsync(s_envelope, "x"u8.ToArray(), cancellationToken);

        string name = (await server.WaitForMessageAsync(cancellationToken: cancellationToken)).ClientName;
        Assert.True(name.Contains('.', StringComparison.Ordinal), name);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_the_callback_throws_is_the_cause_of_a_failure_of_the_connection()
    {
        foreach (var thrown in new Exception[] { new IOException("the proxy refuses"), new InvalidOperationException("no proxy"), new OperationCanceledException("gone") })
        {
            var exception = await FailAsync(Plain((_, _) => throw thrown));
            Assert.Equal($"cannot connect to mail.example:587: {thrown.Message}", exception.Message);
            Assert.Same(thrown, exception.InnerException);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_callback_returns_a_stream()
        => Assert.Contains("ConnectCallback returned no stream", (await FailAsync(Plain((_, _) => new((Stream)null!)))).Message, StringComparison.Ordinal);

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_callback_is_not_waited_for_longer_than_for_a_connection(bool isAttentive)
    {
        var late = new TaskCompletionSource<Stream>();
        var stream = new ClosingStream();
        var exception = await FailAsync(Plain(async (_, token) => await (isAttentive ? late.Task.WaitAsync(token) : late.Task)) with
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(20),
        });
        Assert.Equal("mail.example:587 did not answer within 0.02 seconds", exception.Message);

        if (!isAttentive)
        {
            late.SetResult(stream);
            await stream.Closed.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_caller_who_cancels_gets_no_failure()
    {
        using var cancelling = new CancellationTokenSource();
        var options = Plain(async (_, token) =>
        {
            await cancelling.CancelAsync();
            token.ThrowIfCancellationRequested();
            return Stream.Null;
        });
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await MailSender.ConnectAsync(options, cancelling.Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_stream_is_closed_when_no_session_begins_on_it()
    {
        var stream = new ClosingStream();
        await FailAsync(Plain((_, _) => new(stream)));
        await stream.Closed.WaitAsync(TestContext.Current.CancellationToken);
    }

    private static MailSenderOptions Plain(Func<MailConnectContext, CancellationToken, ValueTask<Stream>> callback)
        => new() { Host = "mail.example", Tls = TlsPolicy.None, ConnectCallback = callback };

    private static async ValueTask<Stream> ConnectAsync(MailConnectContext context, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", context.Port, cancellationToken);
        return client.GetStream();
    }

    private static async Task<MailSendException> FailAsync(MailSenderOptions options)
    {
        var exception = await Assert.ThrowsAsync<MailSendException>(
            async () => await MailSender.ConnectAsync(options, TestContext.Current.CancellationToken));
        Assert.Equal(MailSendFailure.Connection, exception.Failure);
        return exception;
    }

    // An empty conversation: the other side has closed.
    private sealed class ClosingStream : MemoryStream
    {
        private readonly TaskCompletionSource _closed = new();

        public Task Closed => _closed.Task;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            _closed.TrySetResult();
        }
    }
}
