using System.Runtime.CompilerServices;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SmtpGen.Reference;
using SmtpGen.Reference.Dialogs;
using SmtpGen.Web.Reference;
using SmtpGen.Web.Reference.Views;

namespace SmtpGen.Web.Tests.Reference;

/// <summary>A site with all its pages read.</summary>
internal sealed class WrittenSite
{
    private static readonly Lazy<Task<WrittenSite>> s_shipped = new(() => WriteAsync(ShippedProtocols.Specified(), new SiteOptions(IsLive: false)));
    private static readonly Lazy<Task<WrittenSite>> s_samples = new(() => WriteAsync(Samples(), new SiteOptions(IsLive: false)));

    // A page that does not follow the grammar of HTML is an error.
    private static readonly HtmlParser s_parser = new(new HtmlParserOptions { IsStrictMode = true });

    private WrittenSite(ProtocolSite site, IReadOnlyDictionary<string, string> texts)
    {
        (Site, Texts) = (site, texts);
        Pages = texts.Where(text => text.Key.EndsWith(".html", StringComparison.Ordinal)).ToDictionary(text => text.Key, text => Parse(text.Value), StringComparer.Ordinal);
    }

    public ProtocolSite Site { get; }

    public IReadOnlyDictionary<string, string> Texts { get; }

    public IReadOnlyDictionary<string, IHtmlDocument> Pages { get; }

    /// <summary>The site of the protocols that ship, and that of the samples.</summary>
    public static Task<WrittenSite> OfAsync(string name) => name == "samples" ? s_samples.Value : s_shipped.Value;

    public static IHtmlDocument Parse(string html) => s_parser.ParseDocument(html);

    public static async Task<WrittenSite> WriteAsync(IEnumerable<SpecifiedProtocol> protocols, SiteOptions options)
    {
        var site = new ProtocolSite([.. protocols.Select(protocol => new ReferenceSource(protocol, DialogFile.Shipped))], options);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in site.Paths)
        {
            using var writer = new StringWriter();
            await site.WriteAsync(path, writer);
            texts.Add(path, writer.ToString());
        }

        return new WrittenSite(site, texts);
    }

    /// <summary>Compiles specifications, which have no errors.</summary>
    public static IReadOnlyList<SpecifiedProtocol> Compile(IEnumerable<SourceText> specifications, IEnumerable<SourceText> grammars)
    {
        var specification = Specification.Compile(specifications.Select(source => SpecFile.Parse(source)), grammars.Select(AbnfParser.ParseFile));
        Assert.Equal("", string.Join('\n', specification.Diagnostics.Where(finding => finding.Rule.DefaultSeverity == Severity.Error).Select(finding => finding.Message)));
        return [.. specification.Protocols.Select(protocol => new SpecifiedProtocol(protocol, new Lazy<Specification>(specification)))];
    }

    private static List<SpecifiedProtocol> Samples([CallerFilePath] string here = "")
    {
        string folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "samples", "protocols"));
        return
        [
            .. from file in Directory.EnumerateFiles(folder, "*.protocol", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
               let grammars = Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.abnf")
               from protocol in Compile([Read(file)], grammars.Select(Read))
               select protocol,
        ];
    }

    private static SourceText Read(string file) => new(file, File.ReadAllText(file));
}
