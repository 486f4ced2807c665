using System.Globalization;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Sasl;
using SmtpGen.Storage;

namespace SmtpGen.Maildrops;

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

    /// <summary>Lets go of the maildrop.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_maildrop is not null)
            await _maildrop.DisposeAsync().ConfigureAwait(false);
        _maildrop = null;
    }

    /// <inheritdoc/>
    protected override ValueTask<StatResult> OnStatAsync(CancellationToken cancellationToken) =>
        new(StatResult.Statistics(_maildrop!.DropListing));

    /// <inheritdoc/>
    protected override ValueTask<ListResult> OnListAsync(ListArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Message is null)
            return new(ListResult.ScanListing(new ListingStream(_maildrop!.Messages.Select(ScanLine))));
        return new(_maildrop!.Find(arguments.Message) is { } message ? ListResult.ScanLine(ScanLine(message)) : ListResult.NoSuchMessage);
    }

    /// <inheritdoc/>
    protected override ValueTask<UidlResult> OnUidlAsync(UidlArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Message is null)
            return new(UidlResult.UniqueIds(new ListingStream(_maildrop!.Messages.Select(UniqueIdLine))));
        return new(_maildrop!.Find(arguments.Message) is { } message ? UidlResult.UniqueId(UniqueIdLine(message)) : UidlResult.NoSuchMessage);
    }

    /// <inheritdoc/>
    protected override async ValueTask<RetrResult> OnRetrAsync(RetrArguments arguments, CancellationToken cancellationToken)
    {
        if (_maildrop!.Find(arguments.Message) is not { } message)
            return RetrResult.NoSuchMessage;
        try
        {
            var body = await _maildrop.OpenAsync(message, cancellationToken).ConfigureAwait(false);
            return RetrResult.MessageFollows(message.Size.ToString(CultureInfo.InvariantCulture), body);
        }
        catch (StoreException exception)
        {
            Report(exception);
            return RetrResult.Unavailable();
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask<TopResult> OnTopAsync(TopArguments arguments, CancellationToken cancellationToken)
    {
        if (_maildrop!.Find(arguments.Message) is not { } message)
            return TopResult.NoSuchMessage;
        try
        {
            var body = await _maildrop.OpenAsync(message, cancellationToken).ConfigureAwait(false);
            return TopResult.TopFollows(new TopStream(body, arguments.Lines ?? 0));
        }
        catch (StoreException exception)
        {
            Report(exception);
            return TopResult.Unavailable();
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<DeleResult> OnDeleAsync(DeleArguments arguments, CancellationToken cancellationToken)
    {
        if (_maildrop!.Find(arguments.Message) is not { } message)
            return new(DeleResult.NoSuchMessage);
        _maildrop.Mark(message);
        return new(DeleResult.Marked);
    }

    /// <inheritdoc/>
    protected override ValueTask<RsetResult> OnRsetAsync(CancellationToken cancellationToken)
    {
        _maildrop!.Unmark();
        return new(RsetResult.Unmarked(_maildrop.Summary));
    }

    /// <inheritdoc/>
    protected override async ValueTask<QuitResult> OnQuitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _maildrop!.DeleteAsync(cancellationToken).ConfigureAwait(false);
            return QuitResult.Bye;
        }
        catch (StoreException exception)
        {
            Report(exception);
            return QuitResult.NotDeleted();
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
