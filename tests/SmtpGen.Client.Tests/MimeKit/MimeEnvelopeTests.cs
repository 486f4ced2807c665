using System.Text;
using MimeKit;

namespace SmtpGen.Client.Tests;

/// <summary>Which envelope a message's header fields ask for.</summary>
public sealed class MimeEnvelopeTests
{
    [Theory]
    [InlineData("From: A <a@x.example>|To: b@y.example", "a@x.example", "b@y.example")]
    [InlineData("From: a@x.example, b@x.example|Sender: s@x.example|To: b@y.example", "s@x.example", "b@y.example")]
    [InlineData("From: a@x.example, b@x.example|To: c@y.example|Cc: d@y.example|Bcc: e@y.example", "a@x.example", "c@y.example d@y.example e@y.example")]
    [InlineData("From: team: a@x.example, b@x.example;|Bcc: readers: c@y.example, d@y.example;", "a@x.example", "c@y.example d@y.example")]
    [InlineData("From: a@x.example|To: b@Y.example, B@y.example|Cc: b@y.example", "a@x.example", "b@Y.example B@y.example")]
    [InlineData("From: a@x.example|To: b@y.example|Resent-From: c@z.example|Resent-To: d@z.example", "c@z.example", "d@z.example")]
    [InlineData("From: a@x.example|To: b@y.example|Resent-From: c@z.example, e@z.example|Resent-Sender: e@z.example|Resent-Cc: d@z.example|Resent-Bcc: f@z.example", "e@z.example", "d@z.example f@z.example")]
    [InlineData("Resent-From: new@z.example|Resent-To: n@z.example|Resent-From: old@z.example|Resent-To: o@z.example|Resent-Cc: p@z.example|From: a@x.example|To: b@y.example", "new@z.example", "n@z.example")]
    [InlineData("Resent-From: new@z.example|Resent-To: n@z.example|Received: by z.example|Resent-Cc: p@z.example|Resent-From: old@z.example|From: a@x.example|To: b@y.example", "new@z.example", "n@z.example")]
    [InlineData("From: <\u00e5@x.example>|To: <b@\u00fc.example>", "\u00e5@x.example", "b@\u00fc.example")]
    public void Sender_and_recipients_are_those_of_the_latest_sending_each_once(string fields, string sender, string recipients)
    {
        var envelope = Message(fields).ToMailEnvelope();
        Assert.Equal((sender, recipients), (envelope.ReversePath, string.Join(' ', envelope.ForwardPaths)));
    }

    [Theory]
    [InlineData("To: b@y.example", "no sender: neither Sender nor From names")]
    [InlineData("From: nobody:;|To: b@y.example", "no sender: neither Sender nor From names")]
    [InlineData("From: a@x.example", "no recipient: neither To nor Cc nor Bcc names")]
    [InlineData("From: a@x.example|To: undisclosed-recipients:;", "no recipient: neither To nor Cc nor Bcc names")]
    [InlineData("From: a@x.example|To: b@y.example|Resent-To: d@z.example", "no sender: neither Resent-Sender nor Resent-From names")]
    [InlineData("From: a@x.example|To: b@y.example|Resent-From: d@z.example", "no recipient: neither Resent-To nor Resent-Cc nor Resent-Bcc names")]
    public void A_message_without_a_sender_or_a_recipient_is_an_error_that_names_the_fields(string fields, string expected)
    {
        var exception = Assert.Throws<ArgumentException>(() => Message(fields).ToMailEnvelope());
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal("message", exception.ParamName);
    }

    [Fact]
    public void Fields_that_are_set_count_as_those_that_were_read()
    {
        var message = new MimeMessage();
        message.From.Add(new MailboxAddress("Ann", "a@x.example"));
        message.Bcc.Add(new MailboxAddress("Bob", "b@y.example"));
        Assert.Equal("b@y.example", Assert.Single(message.ToMailEnvelope().ForwardPaths));
    }

    private static MimeMessage Message(string fields)
        => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(fields.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n\r\n")));
}
