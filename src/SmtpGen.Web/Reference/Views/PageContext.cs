using System.Text.RegularExpressions;
using SmtpGen.Language.Model;
using SmtpGen.Reference.Explanations;
using SmtpGen.Web.Reference.Words;

namespace SmtpGen.Web.Reference.Views;

/// <summary>A page of a protocol in a language: it knows the ways from itself to all others.</summary>
/// <param name="protocol">The protocol.</param>
/// <param name="words">The language.</param>
/// <param name="path">The path of the page in the folder of the language.</param>
internal sealed partial class PageContext(SiteProtocol protocol, PageWords words, string path)
{
    /// <summary>The protocol.</summary>
    public SiteProtocol Protocol { get; } = protocol;

    /// <summary>The protocol.</summary>
    public ProtocolModel Model => Protocol.Model;

    /// <summary>The words of the language.</summary>
    public PageWords Words { get; } = words;

    /// <summary>Explains in the language.</summary>
    public Explainer Explainer { get; } = new(protocol.Model, words.Locale);

    /// <summary>The way from one file to another, both relative to the same folder.</summary>
    public static string Relative(string from, string to)
    {
        string[] start = from.Split('/')[..^1];
        string[] end = to.Split('/');
        int same = start.Zip(end).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Concat(Enumerable.Repeat("../", start.Length - same)) + string.Join('/', end[same..]);
    }

    /// <summary>The way to another page of the language.</summary>
    public string To(string target) => Relative(path, target);

    /// <summary>A link to the page of the protocol.</summary>
    public Link Index => new(Protocol.Name, To(Protocol.IndexPath));

    /// <summary>A link to a command; a text alone where there is no such command.</summary>
    public Link Command(string verb) =>
        new(verb, Model.Commands.Any(command => command.Verb == verb) ? To(Protocol.CommandPath(verb)) : null);

    /// <summary>A link to a code.</summary>
    public Link Code(ReplyGroup group) => new(Said(group), To(Protocol.CodePath(group)));

    /// <summary>A link to two codes.</summary>
    public Link Pair(ReplyGroup left, ReplyGroup right) =>
        new(Words.PairHeading(Said(left), Said(right)), To(Protocol.PairPath(left, right)));

    /// <summary>A link to a reply, given by its index.</summary>
    public Link Reply(int reply) =>
        new(Model.Replies[reply].Name, $"{To(Protocol.CodePath(Protocol.GroupOf(reply)))}#{ReplyAnchor(Model.Replies[reply].Name)}");

    /// <summary>A link to a reply with a name.</summary>
    public Link Reply(string name) => Reply(Enumerable.Range(0, Model.Replies.Count).First(reply => Model.Replies[reply].Name == name));

    /// <summary>A link to a state or a group of states.</summary>
    public Link State(string name) => new(name, Entry(StateAnchor(name)));

    /// <summary>Links to states; one to all where they are all in which commands come.</summary>
    public IReadOnlyList<Link> States(IReadOnlyCollection<string> names)
    {
        int all = Model.States.Count(state => !state.IsFinal);
        return names.Count == all && all > 1 ? [new Link(Words.AnyState)] : [.. names.Select(State)];
    }

    /// <summary>A link to an extension, given by its index; null below 0.</summary>
    public Link? Extension(int index) =>
        index < 0 ? null : new Link(Model.Extensions[index].Keyword, Entry(ExtensionAnchor(Model.Extensions[index].Keyword)));

    /// <summary>A link to a limit, given by its index; null below 0.</summary>
    public Link? Limit(int index) => index < 0 ? null : new Link(Model.Limits[index].Name, Entry(LimitAnchor(Model.Limits[index].Name)));

    /// <summary>A link to a document; null where none is named.</summary>
    public Link? Document(string cites)
    {
        if (cites.Length == 0)
            return null;
        if (Rfc().Match(cites) is not { Success: true } rfc)
            return new Link(cites);
        string? section = rfc.Groups["section"] is { Success: true, Value: var value } ? value : null;
        string page = $"https://www.rfc-editor.org/rfc/rfc{rfc.Groups["number"].Value}";
        return new Link(
            Words.Document($"RFC {rfc.Groups["number"].Value}", section),
            section is null ? page : $"{page}#section-{section}");
    }

    /// <summary>How a code is called in a sentence.</summary>
    public string Said(ReplyGroup group) => group.Title.Length > 0 ? group.Title : group.Digit == 0 ? Words.Class(0) : $"{Words.NoCode} ({group.Key})";

    /// <summary>The class of a code.</summary>
    public ClassTag Class(int digit)
    {
        var help = Model.Helps.FirstOrDefault(help => help.Locale == Words.Locale);
        var classes = help is not null ? help.Classes : Words.Locale == "en" ? Model.Classes : [];
        string name = classes.FirstOrDefault(named => named.Digit == digit)?.Name ?? Words.Class(digit);
        return new ClassTag(name, digit switch { 2 => "ok", 3 => "more", 4 => "wait", 5 => "bad", _ => "none" });
    }

    public static string StateAnchor(string name) => "state-" + FileNames.Encode(name);

    public static string ExtensionAnchor(string keyword) => "extension-" + FileNames.Encode(keyword);

    public static string LimitAnchor(string name) => "limit-" + FileNames.Encode(name);

    public static string OptionAnchor(string name) => "option-" + FileNames.Encode(name);

    public static string ReplyAnchor(string name) => "reply-" + FileNames.Encode(name);

    private string Entry(string anchor) => path == Protocol.IndexPath ? "#" + anchor : $"{To(Protocol.IndexPath)}#{anchor}";

    [GeneratedRegex(@"^RFC ?(?<number>\d+)(?: (?<section>\d+(?:\.\d+)*))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Rfc();
}
