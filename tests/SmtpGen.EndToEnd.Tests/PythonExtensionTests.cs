using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>The extensions that no mail program uses by itself, used by a client that knows nothing of this server.</summary>
public class PythonExtensionTests
{
    private const string Script = """
        import smtplib, sys

        def expect(what, answer, code):
            if answer[0] != code:
                sys.exit(f"{what}: {answer}")

        with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as client:
            client.ehlo("client.example")
            for keyword in ["deliverby", "mt-priority", "etrn", "limits", "xforward"]:
                if not client.has_extn(keyword):
                    sys.exit(f"{keyword} is not listed")
            expect("XFORWARD", client.docmd("XFORWARD", "ADDR=192.0.2.1 NAME=sender.example"), 250)
            expect("ETRN", client.docmd("ETRN", "mx.example"), 459)
            expect("BURL", client.docmd("BURL", "imap://mx.example/1 LAST"), 502)
            for wrong in ["BY=soon", "MT-PRIORITY=10"]:
                expect(wrong, client.mail("alice@client.example", [wrong]), 501)
            parameters = ["BY=120;R", "MT-PRIORITY=3"]
            expect("MAIL", client.mail("alice@client.example", parameters), 250)
            expect("RCPT", client.rcpt("bob@mx.example"), 250)
            expect("DATA", client.data("Subject: parameters\r\n\r\nHello\r\n"), 250)
        """;

    [Fact(Timeout = 300_000)]
    public async Task Python_smtplib_uses_the_extensions_that_are_off_until_they_are_wanted()
    {
        await using var server = await TestServer.StartAsync(new ServerSetup
        {
            Configure = options =>
            {
                options.Protocol.Extensions = SmtpExtensions.All;
                options.TrustedClients.Add("127.0.0.1/32");
            },
        });

        await ForeignProgram.RunAsync("python3", "-c", Script, server.PortText);

        var envelope = Assert.Single(await server.StoredAsync()).Envelope;
        Assert.Equal((3, 120), (envelope.Parameters.Priority, envelope.Parameters.DeliverBy?.Seconds));
        Assert.Equal(("192.0.2.1", "sender.example"), (envelope.Forwarded?.Address, envelope.Forwarded?.Name));
    }

    private const string Holding = """
        import smtplib, sys
        with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as client:
            client.ehlo("client.example")
            listed = [client.esmtp_features.get("futurerelease"), client.esmtp_features.get("no-soliciting")]
            if listed != ["604800 2030-01-01T00:00:00Z", "org.example:ADV"]:
                sys.exit(f"{listed} are listed")
            for wrong in ["HOLDFOR=0x1", "HOLDFOR=604801", "HOLDUNTIL=tomorrow", "SOLICIT=,"]:
                answer = client.mail("alice@client.example", [wrong])
                if answer[0] != 501:
                    sys.exit(f"{wrong}: {answer}")
            client.mail("alice@client.example", ["HOLDFOR=60", "SOLICIT=org.example:ADV,net.example:ADV"])
            client.rcpt("bob@mx.example")
            answer = client.data("Subject: later\r\n\r\nHello\r\n")
            sys.exit(0 if answer[0] == 250 else str(answer))
        """;

    [Fact(Timeout = 300_000)]
    public async Task Python_smtplib_asks_a_receiver_that_offers_it_to_hold_a_message_and_says_what_kind_it_is()
    {
        var receivers = new HoldingReceivers();
        await using var server = new ProtocolServer(new ServerOptions { Listen = { "127.0.0.1:0" } }, receivers, NullLogger.Instance);
        await server.StartAsync(TestContext.Current.CancellationToken);

        await ForeignProgram.RunAsync("python3", "-c", Holding, server.EndPoints[0].Port.ToString(CultureInfo.InvariantCulture));

        Assert.Equal([(60UL, null, "org.example:ADV,net.example:ADV")], receivers.Taken);
    }
}
