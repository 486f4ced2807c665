using System.Buffers;
using System.Globalization;
using System.Text;
using Samples.Imap;
using SmtpGen.Runtime;

namespace Samples;

/// <summary>Serves one client.</summary>
public sealed class MailHandler(FileUsers users, Mailbox mailbox) : ImapHandler, IDisposable
{
    // The messages whose numbers the client knows: the first has number 1.
    private IReadOnlyList<MailMessage> _messages = [];
    private readonly Lock _taking = new();

    public void Dispose() => mailbox.Grown -= Announce;

    protected internal override ValueTask<ImapLoginResult> OnLoginAsync(ImapLoginArguments arguments, CancellationToken cancellationToken) =>
        new(users.Knows(arguments.User.ToString(), arguments.Password.Span) ? ImapLoginResult.Done() : ImapLoginResult.LoginFailed());

    protected internal override async ValueTask<ImapNoopResult> OnNoopAsync(ImapNoopSender send, CancellationToken cancellationToken)
    {
        if (Session.State == ImapState.Selected && Take(await mailbox.LookAsync(cancellationToken)))
            await send.ExistsAsync(_messages.Count);
        return ImapNoopResult.Done();
    }

    protected internal override async ValueTask<ImapListResult> OnListAsync(ImapListArguments arguments, ImapListSender send, CancellationToken cancellationToken)
    {
        if (arguments.Pattern.IsEmpty)
            await send.HierarchyAsync();
        else if (IsInbox(arguments.Reference, arguments.Pattern))
            await send.ListedAsync(Mailbox.Name);
        return ImapListResult.Done();
    }

    protected internal override async ValueTask<ImapLsubResult> OnLsubAsync(ImapLsubArguments arguments, ImapLsubSender send, CancellationToken cancellationToken)
    {
        if (IsInbox(arguments.Reference, arguments.Pattern))
            await send.SubscribedAsync(Mailbox.Name);
        return ImapLsubResult.Done();
    }

    protected internal override async ValueTask<ImapStatusResult> OnStatusAsync(ImapStatusArguments arguments, ImapStatusSender send, CancellationToken cancellationToken)
    {
        if (!IsInbox(arguments.Mailbox))
            return ImapStatusResult.NoSuchMailbox();
        var messages = await mailbox.LookAsync(cancellationToken);
        var items = new List<string>();
        foreach (var item in arguments.Items)
        {
            string name = item.ToString().ToUpperInvariant();
            long value = name switch { "UIDNEXT" => mailbox.UidNext, "UIDVALIDITY" => mailbox.UidValidity, "RECENT" => 0, _ => messages.Count };
            items.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {value}"));
        }

        await send.StatusAsync(Mailbox.Name, string.Join(' ', items));
        return ImapStatusResult.Done();
    }

    protected internal override async ValueTask<ImapSelectResult> OnSelectAsync(ImapSelectArguments arguments, ImapSelectSender send, CancellationToken cancellationToken)
    {
        if (!IsInbox(arguments.Mailbox))
            return ImapSelectResult.NoSuchMailbox();
        _messages = await mailbox.LookAsync(cancellationToken);
        await send.FlagsAsync();
        await send.ExistsAsync(_messages.Count);
        await send.RecentAsync(0);
        await send.UidValidityAsync(mailbox.UidValidity);
        await send.UidNextAsync(mailbox.UidNext);
        await send.NoPermanentFlagsAsync();
        return ImapSelectResult.Selected();
    }

    protected internal override async ValueTask<ImapExamineResult> OnExamineAsync(ImapExamineArguments arguments, ImapExamineSender send, CancellationToken cancellationToken)
    {
        if (!IsInbox(arguments.Mailbox))
            return ImapExamineResult.NoSuchMailbox();
        _messages = await mailbox.LookAsync(cancellationToken);
        await send.FlagsAsync();
        await send.ExistsAsync(_messages.Count);
        await send.RecentAsync(0);
        await send.UidValidityAsync(mailbox.UidValidity);
        await send.UidNextAsync(mailbox.UidNext);
        await send.NoPermanentFlagsAsync();
        return ImapExamineResult.Selected();
    }

    protected internal override async ValueTask<ImapFetchResult> OnFetchAsync(ImapFetchArguments arguments, ImapFetchSender send, CancellationToken cancellationToken)
    {
        var set = SequenceSet.Parse(arguments.Set.ToString(), (uint)_messages.Count);
        if (set is null || !set.IsWithin((uint)_messages.Count))
            return ImapFetchResult.NoSuchMessage();
        bool isGone = false;
        var items = FetchItem.Parse(arguments.Items.ToString());
        foreach (var (number, message) in Numbered().Where(pair => set.Contains(pair.Number)))
        {
            if (await ItemsAsync(items, message, cancellationToken) is { } text)
                await send.FetchedAsync(number, text);
            else
                isGone = true;
        }

        return isGone ? ImapFetchResult.Gone() : ImapFetchResult.Done();
    }

    protected internal override async ValueTask<ImapUidFetchResult> OnUidFetchAsync(ImapUidFetchArguments arguments, ImapUidFetchSender send, CancellationToken cancellationToken)
    {
        bool isGone = false;
        var items = FetchItem.Parse(arguments.Items.ToString());
        // The identifier is told whether it was asked for or not (RFC 3501 section 6.4.8).
        if (!items.Any(item => item.Name == "UID"))
            items = [.. FetchItem.Parse("UID"), .. items];
        if (Uids(arguments.Set.ToString()) is not { } set)
            return ImapUidFetchResult.Done();
        foreach (var (number, message) in Numbered().Where(pair => set.Contains(pair.Message.Uid)))
        {
            if (await ItemsAsync(items, message, cancellationToken) is { } text)
                await send.FetchedAsync(number, text);
            else
                isGone = true;
        }

        return isGone ? ImapUidFetchResult.Gone() : ImapUidFetchResult.Done();
    }

    protected internal override async ValueTask<ImapSearchResult> OnSearchAsync(ImapSearchArguments arguments, ImapSearchSender send, CancellationToken cancellationToken)
    {
        if (SearchKeys.Parse(arguments.Keys.ToString(), Set, out bool isCharsetKnown) is not { } test)
            return ImapSearchResult.BadSearch();
        if (!isCharsetKnown)
            return ImapSearchResult.BadCharset();
        await send.FoundAsync(await FindAsync(test, (number, _) => number, cancellationToken));
        return ImapSearchResult.Done();
    }

    protected internal override async ValueTask<ImapUidSearchResult> OnUidSearchAsync(ImapUidSearchArguments arguments, ImapUidSearchSender send, CancellationToken cancellationToken)
    {
        if (SearchKeys.Parse(arguments.Keys.ToString(), Set, out bool isCharsetKnown) is not { } test)
            return ImapUidSearchResult.BadSearch();
        if (!isCharsetKnown)
            return ImapUidSearchResult.BadCharset();
        await send.FoundAsync(await FindAsync(test, (_, message) => message.Uid, cancellationToken));
        return ImapUidSearchResult.Done();
    }

    protected internal override async ValueTask<ImapIdleResult> OnIdleAsync(CancellationToken cancellationToken)
    {
        mailbox.Grown += Announce;
        // What came before the line above.
        Announce(await mailbox.LookAsync(cancellationToken));
        return ImapIdleResult.Idling();
    }

    protected internal override ValueTask<ImapIdleResult> OnIdleWordAsync(CommandText word, CancellationToken cancellationToken)
    {
        mailbox.Grown -= Announce;
        return new(ImapIdleResult.Done());
    }

    private static bool IsInbox(CommandText name) => name.EqualsIgnoreCase("INBOX"u8);

    // There is one mailbox, so that a pattern is * or %, or says its name.
    private static bool IsInbox(CommandText reference, CommandText pattern) =>
        reference.IsEmpty && (IsInbox(pattern) || pattern.EqualsIgnoreCase("*"u8) || pattern.EqualsIgnoreCase("%"u8) || pattern.EqualsIgnoreCase("INBOX*"u8));

    private void Announce(IReadOnlyList<MailMessage> messages)
    {
        if (Take(messages))
            Session.TryPushExists(_messages.Count);
    }

    // Numbers stay as they are while a mailbox is selected: messages that are gone keep theirs.
    private bool Take(IReadOnlyList<MailMessage> now)
    {
        lock (_taking)
        {
            var all = _messages.Union(now).ToList();
            bool isMore = all.Count > _messages.Count;
            _messages = all;
            return isMore;
        }
    }

    private IEnumerable<(uint Number, MailMessage Message)> Numbered() => _messages.Select((message, index) => ((uint)index + 1, message));

    private SequenceSet? Uids(string set) => SequenceSet.Parse(set, _messages.Count > 0 ? _messages[^1].Uid : 0);

    private SequenceSet? Set(string set, bool isOfUids) => isOfUids ? Uids(set) : SequenceSet.Parse(set, (uint)_messages.Count);

    private async Task<byte[]?> ItemsAsync(IReadOnlyList<FetchItem> items, MailMessage message, CancellationToken cancellationToken)
    {
        MessageText? text = null;
        if (items.Any(item => item.NeedsText) && (text = await mailbox.ReadAsync(message, cancellationToken)) is null)
            return null;
        var output = new ArrayBufferWriter<byte>();
        foreach (var item in items)
        {
            if (output.WrittenCount > 0)
                output.Write(" ");
            item.Write(output, message, text);
        }

        return output.WrittenSpan.ToArray();
    }

    private async Task<byte[]> FindAsync(SearchKeys.Test test, Func<uint, MailMessage, uint> name, CancellationToken cancellationToken)
    {
        var found = new StringBuilder();
        foreach (var (number, message) in Numbered())
        {
            if (await mailbox.ReadAsync(message, cancellationToken) is { } text && test(number, message, text))
                found.Append(' ').Append(name(number, message));
        }

        return Encoding.ASCII.GetBytes(found.ToString());
    }
}
