using System.Text;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Sasl;
using SmtpGen.Storage;

namespace SmtpGen.Mail.Tests.Maildrops;

/// <summary>A session without a socket.</summary>
internal static class Conversation
{
    /// <summary>Everything the server says to a client that sends these pieces, one after the other, and leaves.</summary>
    public static async Task<string> TalkAsync(IMaildropStore store, UsersFile users, params string[] pieces)
    {
        var transport = new PiecewiseTransport(pieces.Select(Encoding.ASCII.GetBytes));
        var options = new Pop3Options { TlsBeforePassword = false, HostName = MailStore.HostName };
        options.Extensions &= ~Pop3Extensions.Stls;
        var sasl = new SaslServer(users, new SaslOptions { AllowPlaintextWithoutTls = true });
        await using var handler = new MaildropHandler(store, sasl);
        await new Pop3Session(handler, options).RunAsync(transport, TestContext.Current.CancellationToken);
        return transport.Sent;
    }
}
