using System.Net;
using SmtpGen.Dialogs;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Mail.Tests.Proxies;

/// <summary>What XCLIENT and XFORWARD change for a receiver, as Postfix documents it.</summary>
public class ReceiverTests
{
    private readonly ProxiedReceiver _receiver = new();

    [Fact]
    public async Task What_XCLIENT_says_is_true_of_the_session_and_lasts()
    {
        await using var connection = await OpenAsync();
        await SayAsync(connection, "220", "XCLIENT NAME=spike.example ADDR=192.0.2.9 PORT=4711 DESTADDR=198.51.100.5 DESTPORT=25");
        await GreetAsync(connection);

        await DeliverAsync(connection);
        await DeliverAsync(connection);

        Assert.Equal(Enumerable.Repeat("client.example spike.example 192.0.2.9:4711 198.51.100.5:25 -", 2), _receiver.Received);
    }

    [Fact]
    public async Task A_login_that_XCLIENT_names_is_good_for_the_session()
    {
        await using var connection = await OpenAsync();
        await SayAsync(connection, "220", "XCLIENT NAME=spike.example ADDR=192.0.2.9 LOGIN=alice");
        await GreetAsync(connection);

        await DeliverAsync(connection);

        Assert.Equal(["client.example spike.example 192.0.2.9:0 - alice"], _receiver.Received);
    }

    [Fact]
    public async Task The_client_that_XCLIENT_names_cannot_name_another()
    {
        await using var connection = await OpenAsync();
        await SayAsync(connection, "220", "XCLIENT NAME=spike.example ADDR=192.0.2.9");
        await GreetAsync(connection);
        await SayAsync(connection, "503", "XCLIENT ADDR=127.0.0.1 LOGIN=admin");
        await SayAsync(connection, "503", "XFORWARD ADDR=192.0.2.66");

        await DeliverAsync(connection);

        Assert.Equal(["client.example spike.example 192.0.2.9:0 - -"], _receiver.Received);
    }

    [Fact]
    public async Task HELO_of_XCLIENT_holds_until_the_client_greets()
    {
        await using var connection = await OpenAsync();

        await SayAsync(connection, "220", "XCLIENT HELO=before.example PROTO=SMTP");

        Assert.Equal("before.example", _receiver.ClientName);
        Assert.Equal("SMTP", _receiver.NamedClient!["PROTO"]);
        await GreetAsync(connection);
        Assert.Equal("client.example", _receiver.ClientName);
    }

    [Fact]
    public async Task An_address_that_is_unavailable_makes_the_client_unknown()
    {
        await using var connection = await OpenAsync();
        await SayAsync(connection, "220", "XCLIENT ADDR=[UNAVAILABLE]");
        await GreetAsync(connection);

        await DeliverAsync(connection);

        Assert.Equal(["client.example - - - -"], _receiver.Received);
    }

    [Fact]
    public async Task The_client_that_XCLIENT_names_is_welcomed_or_not_like_any_other()
    {
        _receiver.Unwelcome = "192.0.2.66";
        await using var connection = await OpenAsync();

        await SayAsync(connection, "554", "XCLIENT ADDR=192.0.2.66");
    }

    [Fact]
    public async Task XFORWARD_is_gathered_and_forgotten_with_the_transaction()
    {
        await using var connection = await OpenAsync();
        await SayAsync(connection, "250", "XFORWARD NAME=spike.example ADDR=192.0.2.9");
        await SayAsync(connection, "250", "XFORWARD HELO=spike ADDR=[UNAVAILABLE]");
        Assert.Equal("spike.example spike -", Forwarded);

        await DeliverAsync(connection);

        Assert.Equal(["client.example - - - - forwarded spike.example spike -"], _receiver.Received);
        Assert.Null(_receiver.Forwarded);
        await SayAsync(connection, "250", "XFORWARD HELO=other");
        await SayAsync(connection, "250", "RSET");
        Assert.Null(_receiver.Forwarded);
    }

    [Fact]
    public async Task Who_is_not_trusted_changes_nothing()
    {
        _receiver.IsTrusted = _ => false;
        await using var connection = await OpenAsync();

        await SayAsync(connection, "550", "XCLIENT ADDR=192.0.2.9 LOGIN=alice");
        await SayAsync(connection, "550", "XFORWARD ADDR=192.0.2.9");

        Assert.Null(_receiver.NamedClient);
        Assert.Null(_receiver.Forwarded);
        Assert.Null(_receiver.Identity);
    }

    [Fact]
    public async Task Bad_attributes_change_nothing()
    {
        await using var connection = await OpenAsync();

        await SayAsync(connection, "501", "XCLIENT ADDR=192.0.2.9 PORT=x");
        await SayAsync(connection, "501", "XFORWARD ADDR=192.0.2.9 SOURCE=x");

        await DeliverAsync(connection);
        Assert.Equal(["client.example - - - -"], _receiver.Received);
    }

    private string Forwarded => ProxiedReceiver.Describe(_receiver.Forwarded!);

    private async Task<MemoryConnection> OpenAsync()
    {
        var connection = new MemoryConnection(int.MaxValue);
        var options = new SmtpOptions();
        options.Extensions |= SmtpExtensions.Xclient | SmtpExtensions.Xforward;
        await connection.OpenAsync(new SmtpSession(_receiver, options));
        Assert.StartsWith("220", await connection.ReadLineAsync());
        await GreetAsync(connection);
        return connection;
    }

    private static Task GreetAsync(MemoryConnection connection) => SayAsync(connection, "250", "EHLO client.example");

    private static async Task DeliverAsync(MemoryConnection connection)
    {
        foreach (string line in (string[])["250 MAIL FROM:<alice@client.example>", "250 RCPT TO:<bob@mx.example>", "354 DATA", "250 ."])
            await SayAsync(connection, line[..3], line[4..]);
    }

    private static async Task SayAsync(MemoryConnection connection, string code, string line)
    {
        await connection.SendAsync(System.Text.Encoding.ASCII.GetBytes(line + "\r\n"));
        string? answer;
        do
        {
            answer = await connection.ReadLineAsync();
        }
        while (answer is [_, _, _, '-', ..]);

        Assert.StartsWith(code, answer, StringComparison.Ordinal);
    }

    private sealed class ProxiedReceiver : SmtpReceiver
    {
        public ProxiedReceiver() => IsTrusted = _ => true;

        public string? Unwelcome { get; set; }

        public List<string> Received { get; } = [];

        public static string Describe(ClientAttributes forwarded) =>
            $"{forwarded["NAME"] ?? "-"} {forwarded["HELO"] ?? "-"} {forwarded["ADDR"] ?? "-"}";

        protected override ValueTask<SmtpConnectResult> OnConnectAsync(CancellationToken cancellationToken) =>
            new(Session.RemoteEndPoint is IPEndPoint client && client.Address.ToString() == Unwelcome ? SmtpConnectResult.NotWelcome() : SmtpConnectResult.Greeting());

        protected override async ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
        {
            await body.CopyToAsync(Stream.Null, cancellationToken);
            string forwarded = Forwarded is null ? "" : $" forwarded {Describe(Forwarded)}";
            Received.Add($"{ClientName} {NamedClient?["NAME"] ?? "-"} {Text(Session.RemoteEndPoint)} {Text(Session.LocalEndPoint)} {Identity?.Authorization ?? "-"}{forwarded}");
            return SmtpMessageResult.Queued("1");
        }

        private static string Text(EndPoint? endPoint) => endPoint?.ToString() ?? "-";
    }
}
