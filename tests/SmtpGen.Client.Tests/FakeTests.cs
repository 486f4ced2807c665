using System.Text;
using SmtpGen.Envelopes;

namespace SmtpGen.Client.Tests;

/// <summary>Code that sends mail is tested without a server.</summary>
public sealed class FakeTests
{
    [Fact]
    public async Task A_fake_of_few_lines_takes_what_code_sends_in_every_way()
    {
        var sender = new FakeSender();
        var envelope = new MailEnvelope("alice@a.example", "bob@b.example");
        var cancellationToken = TestContext.Current.CancellationToken;

        await Welcome.SendAsync(sender, envelope, cancellationToken);
        await sender.SendAsync(envelope, "from memory"u8.ToArray(), cancellationToken);
        await sender.SendAsync(envelope, "reported"u8.ToArray(), progress: null, cancellationToken);
        await sender.SendAsync(envelope, new MimeKit.MimeMessage { Subject = "from MimeKit" }, cancellationToken: cancellationToken);

        Assert.Equal(["welcome", "from memory", "reported"], sender.Sent[..3].Select(sent => sent.Content));
        Assert.Contains("Subject: from MimeKit\r\n", sender.Sent[3].Content, StringComparison.Ordinal);
        Assert.All(sender.Sent, sent => Assert.Same(envelope, sent.Envelope));
        Assert.False(sender.IsOpen);
    }

    [Fact]
    public void A_fake_lists_no_extension_unless_it_says_so() => Assert.Empty(((IMailSender)new FakeSender()).Capabilities.Keywords);

    // The code under test.
    private static class Welcome
    {
        public static async Task SendAsync(IMailSender sender, MailEnvelope envelope, CancellationToken cancellationToken)
        {
            var result = await sender.SendAsync(envelope, new MemoryStream("welcome"u8.ToArray()), cancellationToken);
            Assert.True(result.IsComplete);
            await sender.QuitAsync(cancellationToken);
        }
    }

    private sealed class FakeSender : IMailSender
    {
        public List<(MailEnvelope Envelope, string Content)> Sent { get; } = [];

        public bool IsOpen { get; private set; } = true;

        public async ValueTask<MailSendResult> SendAsync(
            MailEnvelope envelope, Stream content, IProgress<MailSendProgress>? progress, CancellationToken cancellationToken)
        {
            Sent.Add((envelope, await new StreamReader(content, Encoding.UTF8).ReadToEndAsync(cancellationToken)));
            return new MailSendResult([.. envelope.Recipients.Select(recipient => new RecipientResult(recipient, Reply: null, Problem: ""))]);
        }

        public ValueTask QuitAsync(CancellationToken cancellationToken)
        {
            IsOpen = false;
            return default;
        }

        public ValueTask DisposeAsync() => default;
    }
}
