using System.Globalization;
using System.Text;
using Samples.Nntp;
using SmtpGen.Runtime;

namespace Samples;

/// <summary>Serves one reader.</summary>
public sealed class NewsHandler(NewsStore store) : NntpHandler
{
    private IReadOnlyList<NewsArticle>? _group;

    // The number of the current article; 0: there is none.
    private int _current;

    protected internal override ValueTask<CapabilitiesResult> OnCapabilitiesAsync(CapabilitiesArguments arguments, CancellationToken cancellationToken) =>
        new(CapabilitiesResult.Capabilities(Lines("VERSION 2", "READER", "POST", "OVER", "LIST ACTIVE NEWSGROUPS OVERVIEW.FMT")));

    protected internal override ValueTask<HelpResult> OnHelpAsync(CancellationToken cancellationToken) =>
        new(HelpResult.HelpFollows(Lines("GROUP selects a group, ARTICLE shows an article, POST sends one, QUIT ends.")));

    protected internal override ValueTask<DateResult> OnDateAsync(CancellationToken cancellationToken) =>
        new(DateResult.Date(DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)));

    protected internal override ValueTask<GroupResult> OnGroupAsync(GroupArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.Name.ToString();
        if (store.Group(name) is not { } articles)
            return new(GroupResult.NoSuchGroup);
        (_group, _current) = (articles, Math.Min(1, articles.Count));
        return new(GroupResult.Group(articles.Count, Math.Min(1, articles.Count), articles.Count, name));
    }

    protected internal override ValueTask<LastResult> OnLastAsync(CancellationToken cancellationToken) =>
        new(_current == 0 ? LastResult.NoCurrent : _current == 1 ? LastResult.NoPrevious : LastResult.ArticleIs(--_current, At(_current).Id));

    protected internal override ValueTask<NextResult> OnNextAsync(CancellationToken cancellationToken) =>
        new(_current == 0 ? NextResult.NoCurrent : _current == _group!.Count ? NextResult.NoNext : NextResult.ArticleIs(++_current, At(_current).Id));

    protected internal override ValueTask<ArticleResult> OnArticleAsync(ArticleArguments arguments, CancellationToken cancellationToken) =>
        new(Find(arguments.Number, arguments.Id, out int number, out var missing) is { } found
            ? ArticleResult.Article(number, found.Id, Stream(found.Content))
            : ArticleResult.Of(missing));

    protected internal override ValueTask<HeadResult> OnHeadAsync(HeadArguments arguments, CancellationToken cancellationToken) =>
        new(Find(arguments.Number, arguments.Id, out int number, out var missing) is { } found
            ? HeadResult.Headers(number, found.Id, Stream(found.Headers))
            : HeadResult.Of(missing));

    protected internal override ValueTask<BodyResult> OnBodyAsync(BodyArguments arguments, CancellationToken cancellationToken) =>
        new(Find(arguments.Number, arguments.Id, out int number, out var missing) is { } found
            ? BodyResult.Content(number, found.Id, Stream(found.Body))
            : BodyResult.Of(missing));

    protected internal override ValueTask<StatResult> OnStatAsync(StatArguments arguments, CancellationToken cancellationToken) =>
        new(Find(arguments.Number, arguments.Id, out int number, out var missing) is { } found
            ? StatResult.ArticleIs(number, found.Id)
            : StatResult.Of(missing));

    protected internal override ValueTask<OverResult> OnOverAsync(OverArguments arguments, CancellationToken cancellationToken)
    {
        int first = arguments.First is { } said ? (int)Math.Min(said, int.MaxValue) : _current;
        int last = arguments.Last is { } end ? (int)Math.Min(end, int.MaxValue) : arguments.Dash.IsEmpty ? first : int.MaxValue;
        var rows = _group!.Select((article, i) => (Number: i + 1, article.Overview)).Where(row => row.Number >= first && row.Number <= last).ToList();
        return new(first == 0 ? OverResult.NoCurrent
            : rows.Count == 0 ? OverResult.NoSuchNumber
            : OverResult.Overview(Lines([.. rows.Select(row => $"{row.Number}\t{row.Overview}")])));
    }

    protected internal override async ValueTask<PostingResult> OnPostingAsync(MessageBody body, CancellationToken cancellationToken) =>
        store.Post(await body.ToArrayAsync(cancellationToken)) ? PostingResult.Posted : PostingResult.PostingFailed;

    protected internal override ValueTask<ListResult> OnListAsync(CancellationToken cancellationToken) => new(ListResult.Listing(Active()));

    protected internal override ValueTask<ListActiveResult> OnListActiveAsync(ListActiveArguments arguments, CancellationToken cancellationToken) =>
        new(ListActiveResult.Listing(Active()));

    protected internal override ValueTask<ListNewsgroupsResult> OnListNewsgroupsAsync(ListNewsgroupsArguments arguments, CancellationToken cancellationToken) =>
        new(ListNewsgroupsResult.Listing(Lines([.. store.Groups().Select(group => $"{group.Name}\tA group of this server")])));

    protected internal override ValueTask<ListOverviewFmtResult> OnListOverviewFmtAsync(CancellationToken cancellationToken) =>
        new(ListOverviewFmtResult.Listing(Lines("Subject:", "From:", "Date:", "Message-ID:", "References:", ":bytes", ":lines")));

    private NewsArticle At(int number) => _group![number - 1];

    // An article that is named by its id has no number (RFC 3977 section 6.2.1.2).
    private NewsArticle? Find(ulong? number, CommandText id, out int found, out NntpReply missing)
    {
        (found, missing) = (0, NntpReply.NoSuchId);
        if (!id.IsEmpty)
            return store.Find(id.ToString());
        missing = _group is null ? NntpReply.NoGroupSelected : number is null ? NntpReply.NoCurrent : NntpReply.NoSuchNumber;
        ulong wanted = number ?? (ulong)_current;
        if (_group is null || wanted == 0 || wanted > (ulong)_group.Count)
            return null;
        found = _current = (int)wanted;
        return At(found);
    }

    private MemoryStream Active() => Lines([.. store.Groups().Select(group => $"{group.Name} {group.Count} {Math.Min(1, group.Count)} y")]);

    private static MemoryStream Lines(params string[] lines) => Stream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))));

    private static MemoryStream Stream(ReadOnlyMemory<byte> octets) => new(octets.ToArray());
}
