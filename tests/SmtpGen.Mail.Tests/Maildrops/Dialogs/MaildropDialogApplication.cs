using SmtpGen.Dialogs;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Runtime;
using SmtpGen.Sasl;

namespace SmtpGen.Mail.Tests.Maildrops.Dialogs;

/// <summary>POP3, and the maildrops of a store of its own.</summary>
public sealed class MaildropDialogApplication : IDialogApplication
{
    private readonly MailStore _mail = new();
    private readonly List<MaildropHandler> _handlers = [];
    private readonly Pop3Options _options = new() { HostName = DialogPlayer.HostName };

    public ProtocolOptions Options => _options;

    public byte[] LastBody => [];

    public ServerSession Serve()
    {
        var sasl = new SaslServer(_mail.Users, new SaslOptions { AllowPlaintextWithoutTls = !_options.TlsBeforePassword });
        var handler = new MaildropHandler(_mail.Store, sasl);
        _handlers.Add(handler);
        return new Pop3Session(handler, _options);
    }

    public ServerSession ServeAnother() => Serve();

    public bool IsLastLine(string line) => line == ".";

    public async ValueTask<bool> DirectAsync(string[] words, string text)
    {
        if (words is not ["message", ..])
            return false;
        await _mail.DeliverAsync(Dialog.Unescape(text["message ".Length..]));
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var handler in _handlers)
            await handler.DisposeAsync();
        await _mail.DisposeAsync();
    }
}
