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

    protected internal override ValueTask<NntpCapabilitiesResult> OnCapabilitiesAsync(NntpCapabilitiesArguments arguments, CancellationToken cancellationToken) =>
        new(NntpCapabilitiesResult.Capabilities(Lines("VERSION 2", "READER", "POST", "OVER", "LIST ACTIVE NEWSGROUPS OVERVIEW.FMT")));

    protected internal override ValueTask<NntpHelpResult> OnHelpAsync(CancellationToken cancellationToken) =>
        new(NntpHelpResult.HelpFollows(Lines("GROUP selects a group, ARTICLE shows an article, POST sends one, QUIT ends.")));

    protected internal override ValueTask<NntpDateResult> OnDateAsync(CancellationToken cancellationToken) =>
        new(NntpDateResult.Date(DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)));

    protected internal override ValueTask<NntpGroupResult> OnGroupAsync(NntpGroupArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.Name.ToString();
        if (store.Group(name) is not { } articles)
            return new(NntpGroupResult.NoSuchGroup());
        (_group, _current) = (articles, Math.Min(1, articles.Count));
        return new(NntpGroupResult.Group(articles.Count, Math.Min(1, articles.Count), articles.Count, name));
    }

    protected internal override ValueTask<NntpLastResult> OnLastAsync(CancellationToken cancellationToken) =>
        new(_current == 0 ? NntpLastResult.NoCurrent() : _current == 1 ? NntpLastResult.NoPrevious() : NntpLastResult.ArticleIs(--_current, At(_current).Id));

    protected internal override ValueTask<NntpNextResult> OnNextAsync(CancellationToken cancellationToken) =>
        new(_current == 0 ? NntpNextResult.NoCurrent() : _current == _group!.Count ? NntpNextResult.NoNext() : NntpNextResult.ArticleIs(++_current, At(_current).Id));

    protected internal override ValueTask<NntpArticleResult> OnArticleAsync(NntpArticleArguments arguments, CancellationToken cancellationToken) =>
        new(Find(arguments.Number, arguments.Id, out int number, out var missing) is { } found
            ? NntpArticleResult.Article(number, found.Id, Stream(found.Content))
            : NntpArticleResult.Of(missing));

    protected internal override ValueTask<NntpHeadResult> OnHeadAsync(NntpHeadArguments arguments, CancellationToken cancellationToken) =>
        new(Find(arguments.Number, arguments.Id, out int number, out var missing) is { } found
            ? NntpHeadResult.Headers(number, found.Id, Stream(found.Headers))
            : NntpHeadResult.Of(missing));

    protected internal override ValueTask<NntpBodyResult> OnBodyAsync(NntpBodyArguments arguments, CancellationToken cancellationToken) =>
        new(Find(arguments.Number, arguments.Id, out int number, out var missing) is { } found
            ? NntpBodyResult.Content(number, found.Id, Stream(found.Body))
            : NntpBodyResult.Of(missing));

    protected internal override ValueTask<NntpStatResult> OnStatAsync(NntpStatArguments arguments, CancellationToken cancellationToken) =>
        new(Find(arguments.Number, arguments.Id, out int number, out var missing) is { } found
            ? NntpStatResult.ArticleIs(number, found.Id)
            : NntpStatResult.Of(missing));

    protected internal override ValueTask<NntpOverResult> OnOverAsync(NntpOverArguments arguments, CancellationToken cancellationToken)
    {
        int first = arguments.First is { } said ? (int)Math.Min(said, int.MaxValue) : _current;
        int last = arguments.Last is { } end ? (int)Math.Min(end, int.MaxValue) : arguments.Dash.IsEmpty ? first : int.MaxValue;
        var rows = _group!.Select((article, i) => (Number: i + 1, article.Overview)).Where(row => row.Number >= first && row.Number <= last).ToList();
        return new(first == 0 ? NntpOverResult.NoCurrent()
            : rows.Count == 0 ? NntpOverResult.NoSuchNumber()
            : NntpOverResult.Overview(Lines([.. rows.Select(row => $"{row.Number}\t{row.Overview}")])));
    }

    protected internal override async ValueTask<NntpPostingResult> OnPostingAsync(MessageBody body, CancellationToken cancellationToken) =>
        store.Post(await body.ToArrayAsync(cancellationToken)) ? NntpPostingResult.Posted() : NntpPostingResult.PostingFailed();

    protected internal override ValueTask<NntpListResult> OnListAsync(CancellationToken cancellationToken) => new(NntpListResult.Listing(Active()));

    protected internal override ValueTask<NntpListActiveResult> OnListActiveAsync(NntpListActiveArguments arguments, CancellationToken cancellationToken) =>
        new(NntpListActiveResult.Listing(Active()));

    protected internal override ValueTask<NntpListNewsgroupsResult> OnListNewsgroupsAsync(NntpListNewsgroupsArguments arguments, CancellationToken cancellationToken) =>
        new(NntpListNewsgroupsResult.Listing(Lines([.. store.Groups().Select(group => $"{group.Name}\tA group of this server")])));

    protected internal override ValueTask<NntpListOverviewFmtResult> OnListOverviewFmtAsync(CancellationToken cancellationToken) =>
        new(NntpListOverviewFmtResult.Listing(Lines("Subject:", "From:", "Date:", "Message-ID:", "References:", ":bytes", ":lines")));

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
