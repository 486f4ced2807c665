using System.Globalization;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Sasl;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>
/// Serves a user's messages over POP3. One is made for each session, and must be disposed with it: that lets go of the
/// maildrop, and deletes nothing.
/// </summary>
/// <param name="store">Where the messages are.</param>
/// <param name="sasl">Who may log in, and how. USER and PASS stand for its mechanism PLAIN.</param>
/// <param name="domains">Where users without a domain get their mail; without it at the server's own name.</param>
public sealed partial class MaildropHandler(IMaildropStore store, SaslServer sasl, MaildropDomains? domains = null)
    : Pop3Handler, IAsyncDisposable
{
    private OpenMaildrop? _maildrop;

    /// <summary>Releases the maildrop, so that another session can open it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_maildrop is not null)
            await _maildrop.DisposeAsync().ConfigureAwait(false);
        _maildrop = null;
    }

    /// <inheritdoc/>
    protected override ValueTask<Pop3StatResult> OnStatAsync(CancellationToken cancellationToken) =>
        new(Pop3StatResult.Statistics(_maildrop!.DropListing));

    /// <inheritdoc/>
    protected override ValueTask<Pop3ListResult> OnListAsync(Pop3ListArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Message is null)
            return new(Pop3ListResult.ScanListing(new ListingStream(_maildrop!.Messages.Select(ScanLine))));
        return new(_maildrop!.Find(arguments.Message) is { } message ? Pop3ListResult.ScanLine(ScanLine(message)) : Pop3ListResult.NoSuchMessage());
    }

    /// <inheritdoc/>
    protected override ValueTask<Pop3UidlResult> OnUidlAsync(Pop3UidlArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Message is null)
            return new(Pop3UidlResult.UniqueIds(new ListingStream(_maildrop!.Messages.Select(UniqueIdLine))));
        return new(_maildrop!.Find(arguments.Message) is { } message ? Pop3UidlResult.UniqueId(UniqueIdLine(message)) : Pop3UidlResult.NoSuchMessage());
    }

    /// <inheritdoc/>
    protected override async ValueTask<Pop3RetrResult> OnRetrAsync(Pop3RetrArguments arguments, CancellationToken cancellationToken)
    {
        if (_maildrop!.Find(arguments.Message) is not { } message)
            return Pop3RetrResult.NoSuchMessage();
        try
        {
            var body = await _maildrop.OpenAsync(message, cancellationToken).ConfigureAwait(false);
            return Pop3RetrResult.MessageFollows(message.Size.ToString(CultureInfo.InvariantCulture), body);
        }
        catch (StoreException exception)
        {
            Report(exception);
            return Pop3RetrResult.Unavailable();
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask<Pop3TopResult> OnTopAsync(Pop3TopArguments arguments, CancellationToken cancellationToken)
    {
        if (_maildrop!.Find(arguments.Message) is not { } message)
            return Pop3TopResult.NoSuchMessage();
        try
        {
            var body = await _maildrop.OpenAsync(message, cancellationToken).ConfigureAwait(false);
            return Pop3TopResult.TopFollows(new TopStream(body, arguments.Lines ?? 0));
        }
        catch (StoreException exception)
        {
            Report(exception);
            return Pop3TopResult.Unavailable();
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<Pop3DeleResult> OnDeleAsync(Pop3DeleArguments arguments, CancellationToken cancellationToken)
    {
        if (_maildrop!.Find(arguments.Message) is not { } message)
            return new(Pop3DeleResult.NoSuchMessage());
        _maildrop.Mark(message);
        return new(Pop3DeleResult.Marked());
    }

    /// <inheritdoc/>
    protected override ValueTask<Pop3RsetResult> OnRsetAsync(CancellationToken cancellationToken)
    {
        _maildrop!.Unmark();
        return new(Pop3RsetResult.Unmarked(_maildrop.Summary));
    }

    /// <inheritdoc/>
    protected override async ValueTask<Pop3QuitResult> OnQuitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _maildrop!.DeleteAsync(cancellationToken).ConfigureAwait(false);
            return Pop3QuitResult.Bye();
        }
        catch (StoreException exception)
        {
            Report(exception);
            return Pop3QuitResult.NotDeleted();
        }
        finally
        {
            // Before the answer: the client may connect again as soon as it has it.
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    private static string ScanLine(MaildropMessage message) =>
        string.Create(CultureInfo.InvariantCulture, $"{message.Number} {message.Size}");

    private static string UniqueIdLine(MaildropMessage message) =>
        string.Create(CultureInfo.InvariantCulture, $"{message.Number} {message.UniqueId}");

    // The client is told that it cannot be done, the log why.
    private void Report(StoreException exception) => Session.HandlerFailed?.Invoke(exception);
}
