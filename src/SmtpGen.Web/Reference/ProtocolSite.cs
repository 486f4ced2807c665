using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using RazorSlices;
using SmtpGen.Web.Http;
using SmtpGen.Web.Reference.Views;

namespace SmtpGen.Web.Reference;

/// <summary>
/// The pages about protocols. All links are relative, so that the same pages can be answered by a server and lie in a folder. Pages that compare
/// two codes are listed for those that are often confused; a live site writes that of any two on demand.
/// </summary>
internal sealed class ProtocolSite
{
    private const string Assets = "assets/";

    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly string[] s_styles = ["base.css", "statechart.css", "railroad.css", "reference.css"];

    private readonly SiteMap _map;
    private readonly Dictionary<string, string> _styles = new(StringComparer.Ordinal);

    /// <summary>Plans the pages.</summary>
    /// <param name="sources">The protocols, in the order in which they are listed.</param>
    /// <param name="options">Where the pages are read.</param>
    public ProtocolSite(IReadOnlyList<ReferenceSource> sources, SiteOptions options)
    {
        _map = new SiteMap(sources, options);
        var assets = new AssetFiles();
        foreach (string style in s_styles)
            _styles.Add(Assets + style, Encoding.UTF8.GetString(assets.Read(style)));
    }

    /// <summary>The protocols.</summary>
    public IReadOnlyList<SiteProtocol> Protocols => _map.Protocols;

    /// <summary>The languages.</summary>
    public IReadOnlyList<string> Locales => [.. _map.Languages.Select(words => words.Locale)];

    /// <summary>The paths of all files that the site has, from its root.</summary>
    public IReadOnlyCollection<string> Paths => [.. _map.All.Keys, .. _styles.Keys, .. _map.Options.BaseUrl is null ? [] : new[] { SitemapXml.Path }];

    /// <summary>How many of them are pages.</summary>
    public int PageCount => _map.All.Count;

    /// <summary>Whether it is one of them, not one that is written on demand.</summary>
    public bool IsListed(string path) => _map.All.ContainsKey(path) || _styles.ContainsKey(path);

    /// <summary>Whether there is such a file, or a live site can write it.</summary>
    public bool Has(string path) => _styles.ContainsKey(path) || _map.Find(path) is not null || (path == SitemapXml.Path && _map.Options.BaseUrl is not null);

    /// <summary>Writes one.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public async Task WriteAsync(string path, TextWriter writer, CancellationToken cancellationToken = default)
    {
        if (_styles.TryGetValue(path, out string? style))
            await writer.WriteAsync(style.AsMemory(), cancellationToken);
        else if (path == SitemapXml.Path && _map.Options.BaseUrl is { } root)
            SitemapXml.Write(writer, root, _map.All.Keys, _map.Alternates);
        else
            await RenderAsync((_map.Find(path) ?? throw new KeyNotFoundException($"There is no page {path}."))(), writer, cancellationToken);
    }

    /// <summary>Writes the page that says that something is not there.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="locale">The language.</param>
    /// <param name="root">The way to the root of the site.</param>
    /// <param name="writer">Takes the page.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public Task WriteMissingAsync(string asked, string locale, string root, TextWriter writer, CancellationToken cancellationToken = default) =>
        RenderAsync(_map.Missing(asked, locale, root), writer, cancellationToken);

    private static async Task RenderAsync(RazorSlice slice, TextWriter writer, CancellationToken cancellationToken)
    {
        using (slice)
            await slice.RenderAsync(writer, s_encoder, cancellationToken);
    }
}
