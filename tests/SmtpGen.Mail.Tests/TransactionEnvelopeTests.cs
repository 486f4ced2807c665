using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Sasl;

namespace SmtpGen.Mail.Tests;

/// <summary>What MAIL and RCPT say is in the envelope, each in its own type.</summary>
public sealed class TransactionEnvelopeTests
{
    [Fact]
    public async Task Parameters_are_read()
    {
        var envelope = await ReceiveAsync(
            "MAIL FROM:<alice@client.example> BODY=8bitmime RET=hdrs ENVID=a+2Bb BY=120;rt MT-PRIORITY=-3 HOLDFOR=60 SOLICIT=org.example:ADV,org.example:ADLT AUTH=alice+40client.example",
            "RCPT TO:<bob@mx.example> NOTIFY=success,DELAY ORCPT=rfc822;old+2Bbob@mx.example");

        Assert.Equal("alice@client.example", envelope.ReversePath);
        var parameters = envelope.Parameters;
        Assert.Equal((BodyKind.EightBitMime, ReturnedContent.Headers, "a+b", -3), (parameters.Body, parameters.Return, parameters.EnvelopeId, parameters.Priority));
        Assert.Equal(new DeliverBy(120, DeliverByMode.Return, Trace: true), parameters.DeliverBy);
        Assert.InRange(parameters.HoldUntil!.Value, DateTimeOffset.Now, DateTimeOffset.Now.AddSeconds(61));
        Assert.Equal(["org.example:ADV", "org.example:ADLT"], parameters.SolicitationKeywords);
        Assert.Equal("alice@client.example", parameters.Submitter);
        Assert.Equal(
            new Recipient("bob@mx.example")
            {
                Notify = NotifyConditions.Success | NotifyConditions.Delay,
                OriginalRecipient = new("rfc822", "old+bob@mx.example"),
            },
            Assert.Single(envelope.Recipients));
    }

    [Fact]
    public async Task Nobody_as_the_submitter_is_told_from_no_word_about_it()
    {
        Assert.Equal("", (await ReceiveAsync("MAIL FROM:<> AUTH=<>", "RCPT TO:<bob@mx.example>")).Parameters.Submitter);
        Assert.Equal(MailParameters.None, (await ReceiveAsync("MAIL FROM:<>", "RCPT TO:<bob@mx.example>")).Parameters);
    }

    private static async Task<MailEnvelope> ReceiveAsync(string mail, string rcpt)
    {
        var receiver = new Receiver
        {
            SolicitationKeywords = ["org.example:ADV"],
            LongestHold = TimeSpan.FromDays(1),
            Sasl = new SaslServer(new AnyUser(), new SaslOptions { AllowPlaintextWithoutTls = true }),
        };
        await using var connection = new MemoryConnection(int.MaxValue);
        await connection.OpenAsync(new SmtpSession(receiver, new SmtpOptions { Extensions = SmtpExtensions.All }));
        foreach (string line in (string[])["220 ", "250 EHLO client.example", "250 " + mail, "250 " + rcpt, "354 DATA", "250 ."])
        {
            if (line.Length > 4)
                await connection.SendAsync(Encoding.ASCII.GetBytes(line[4..] + "\r\n"));
            string? answer;
            do
            {
                answer = await connection.ReadLineAsync();
            }
            while (answer is [_, _, _, '-', ..]);
            Assert.StartsWith(line[..3], answer, StringComparison.Ordinal);
        }

        // It is the receiver's to keep, although the transaction has ended.
        return receiver.Received!;
    }

    private sealed class Receiver : SmtpReceiver
    {
        public MailEnvelope? Received { get; private set; }

        protected override async ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
        {
            await body.CopyToAsync(Stream.Null, cancellationToken);
            Received = envelope;
            return SmtpMessageResult.Queued("1");
        }
    }
}
