using RazorSlices;
using SmtpGen.Reference.Explanations;
using SmtpGen.Web.Reference.Views;
using SmtpGen.Web.Reference.Words;
using Slices = SmtpGen.Web.Pages.Reference;

namespace SmtpGen.Web.Reference;

/// <summary>Knows which page stands at which path, and what stands around each.</summary>
internal sealed class SiteMap
{
    private const string Entry = "index.html";

    private readonly Dictionary<string, Func<RazorSlice>> _pages = new(StringComparer.Ordinal);
    private readonly FrameMaker _frames;

    public SiteMap(IReadOnlyList<ReferenceSource> sources, SiteOptions options)
    {
        Options = options;
        var folders = new FileNames(sources.Select(source => source.Protocol.Name));
        Protocols = [.. sources.Select(source => new SiteProtocol(source, folders[source.Protocol.Name].ToLowerInvariant()))];
        Languages = [.. PageWords.All.Where(words =>
            Protocols.Any(protocol => protocol.Languages.Contains(words)) && (options.Locales is null || options.Locales.Contains(words.Locale)))];
        _frames = new FrameMaker(this, options);
        foreach (var words in Languages)
        {
            Add(words, Entry, () => Home(words));
            foreach (var protocol in Protocols.Where(protocol => protocol.Languages.Contains(words)))
                AddProtocol(protocol, words);
        }

        _pages.Add(Entry, () => Home(Languages[0], Entry));
    }

    /// <summary>Where the pages are read.</summary>
    public SiteOptions Options { get; }

    /// <summary>The protocols.</summary>
    public IReadOnlyList<SiteProtocol> Protocols { get; }

    /// <summary>The languages in which there is a page.</summary>
    public IReadOnlyList<PageWords> Languages { get; }

    /// <summary>All pages by their path, but those that are written on demand.</summary>
    public IReadOnlyDictionary<string, Func<RazorSlice>> All => _pages;

    /// <summary>The page at a path; null where there is none.</summary>
    public Func<RazorSlice>? Find(string path) => _pages.GetValueOrDefault(path) ?? (Options.IsLive ? OnDemand(path) : null);

    /// <summary>The paths of the same page in the languages that have it, with the language tags; none where it has no language.</summary>
    public IReadOnlyList<(string Locale, string Path)> Alternates(string path)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return [];
        string rest = path[slash..];
        return [.. Languages.Where(words => Find(words.Locale + rest) is not null).Select(words => (words.Locale, words.Locale + rest))];
    }

    /// <summary>The page that says that something is not there.</summary>
    public RazorSlice Missing(string asked, string locale, string root)
    {
        var words = Languages.FirstOrDefault(words => words.Locale == locale) ?? Languages[0];
        var protocols = Protocols.Where(protocol => protocol.Languages.Contains(words)).Select(protocol => new MissingProtocol(
            new Link(protocol.Name, $"{root}{words.Locale}/{protocol.IndexPath}"),
            [.. protocol.Groups.Where(group => group.Title.Length > 0).Select(group => new Link(group.Title, $"{root}{words.Locale}/{protocol.CodePath(group)}"))]));
        return Slices.Missing.Create(new SliceModel(new Page<MissingView>(_frames.Missing(words, root), new MissingView(PageFrame.Cut(asked, 100), [.. protocols]))));
    }

    private void Add(PageWords words, string path, Func<RazorSlice> page) => _pages.Add($"{words.Locale}/{path}", page);

    private void AddProtocol(SiteProtocol protocol, PageWords words)
    {
        Add(words, protocol.IndexPath, () => Index(protocol, words));
        for (int i = 0; i < protocol.Model.Commands.Count; i++)
        {
            int command = i;
            Add(words, protocol.CommandPath(protocol.Model.Commands[command].Verb), () => Command(protocol, words, command));
        }

        foreach (var group in protocol.Groups)
            Add(words, protocol.CodePath(group), () => Code(protocol, words, group));
        foreach (var (left, right) in protocol.Confused)
            Add(words, protocol.PairPath(left, right), () => Pair(protocol, words, left, right));
    }

    // LOCALE/PROTOCOL/replies/A-vs-B.html, by the names that the pages of the codes have.
    private Func<RazorSlice>? OnDemand(string path)
    {
        string[] parts = path.Split('/');
        if (parts is not [var locale, var folder, "replies", var file])
            return null;
        var words = Languages.FirstOrDefault(words => words.Locale == locale);
        var protocol = Protocols.FirstOrDefault(protocol => protocol.Folder == folder);
        return words is not null && protocol is not null && protocol.Languages.Contains(words)
            && protocol.FindPair(file) is var (left, right) && path == $"{locale}/{protocol.PairPath(left, right)}"
            ? () => Pair(protocol, words, left, right)
            : null;
    }

    private RazorSlice Home(PageWords words, string? path = null)
    {
        path ??= $"{words.Locale}/{Entry}";
        string folder = path == Entry ? $"{words.Locale}/" : "";
        var protocols = Protocols.Where(protocol => protocol.Languages.Contains(words)).Select(protocol => new ProtocolEntry(
            new Link(protocol.Name, folder + protocol.IndexPath),
            words.Words.Doc(protocol.Model.Doc),
            words.Counts(protocol.Model.States.Count, protocol.Model.Commands.Count, protocol.Model.Replies.Count),
            [.. protocol.Confused.Select(pair => new Link($"{pair.Left.Title} / {pair.Right.Title}", folder + protocol.PairPath(pair.Left, pair.Right)))]));
        return Slices.Home.Create(new SliceModel(new Page<HomeView>(_frames.Home(words, path), new HomeView([.. protocols]))));
    }

    private RazorSlice Index(SiteProtocol protocol, PageWords words)
    {
        var page = new PageContext(protocol, words, protocol.IndexPath);
        var frame = _frames.Of(page, protocol.IndexPath, words.ProtocolTitle(protocol.Name), words.ProtocolDescription(protocol.Name), [new Link(protocol.Name)]);
        return Slices.Protocol.Create(new SliceModel(new Page<ProtocolPageView>(frame, ProtocolViews.Of(page))));
    }

    private RazorSlice Command(SiteProtocol protocol, PageWords words, int index)
    {
        string verb = protocol.Model.Commands[index].Verb;
        string path = protocol.CommandPath(verb);
        var page = new PageContext(protocol, words, path);
        var view = CommandViews.Of(page, index);
        var frame = _frames.Of(
            page, path, words.CommandTitle(protocol.Name, verb), words.CommandDescription(protocol.Name, verb, view.Meaning), [page.Index, new Link(verb)]);
        return Slices.Command.Create(new SliceModel(new Page<CommandPageView>(frame, view)));
    }

    private RazorSlice Code(SiteProtocol protocol, PageWords words, ReplyGroup group)
    {
        string path = protocol.CodePath(group);
        var page = new PageContext(protocol, words, path);
        var view = CodeViews.OfCode(page, group, Options.IsLive);
        var frame = _frames.Of(
            page, path,
            words.ReplyTitle(protocol.Name, view.Code.Code, CodeViews.Gist(page, group)),
            words.ReplyDescription(protocol.Name, view.Code.Code, view.Code.Replies[0].Meaning),
            [page.Index, new Link(view.Code.Code)]);
        return Slices.Reply.Create(new SliceModel(new Page<CodePageView>(frame, view)));
    }

    private RazorSlice Pair(SiteProtocol protocol, PageWords words, ReplyGroup left, ReplyGroup right)
    {
        string path = protocol.PairPath(left, right);
        var page = new PageContext(protocol, words, path);
        var view = CodeViews.OfPair(page, left, right);
        string heading = words.PairHeading(view.Left.Code, view.Right.Code);
        var frame = _frames.Of(
            page, path, words.PairTitle(protocol.Name, view.Left.Code, view.Right.Code), view.Comparison.Difference, [page.Index, page.Code(left), new Link(heading)]);
        return Slices.Pair.Create(new SliceModel(new Page<PairPageView>(frame, view)));
    }
}
