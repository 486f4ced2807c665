using SmtpGen.Language;
using SmtpGen.Language.Model;
using SmtpGen.Reference.Comparisons;
using SmtpGen.Reference.Dialogs;
using SmtpGen.Reference.Explanations;
using SmtpGen.Reference.Railroads;
using SmtpGen.Web.Reference.Words;

namespace SmtpGen.Web.Reference.Views;

/// <summary>A protocol as the pages know it: with the names of its files.</summary>
internal sealed class SiteProtocol
{
    private const int LongestAcronym = 5;

    private readonly Lazy<Specification> _specification;
    private readonly Conversations _conversations;
    private readonly FileNames _commandFiles;
    private readonly FileNames _codeFiles;
    private readonly int[] _groupOfReply;

    /// <summary>Prepares one.</summary>
    public SiteProtocol(ReferenceSource source, string folder)
    {
        var model = source.Protocol;
        (Model, Folder) = (model, folder);
        _specification = source.Specified.Specification;
        _conversations = new Conversations(model, source.Dialogs);
        Groups = ReplyGroup.Of(model);
        _commandFiles = new FileNames(model.Commands.Select(command => command.Verb));
        _codeFiles = new FileNames(Groups.Select(group => group.Key));
        _groupOfReply = new int[model.Replies.Count];
        for (int group = 0; group < Groups.Count; group++)
        {
            foreach (int reply in Groups[group].Replies)
                _groupOfReply[reply] = group;
        }

        string[] locales = ["en", .. model.Helps.Select(help => help.Locale)];
        Languages = [.. PageWords.All.Where(words => locales.Contains(words.Locale))];
    }

    /// <summary>The protocol.</summary>
    public ProtocolModel Model { get; }

    /// <summary>The folder of its pages in that of a language.</summary>
    public string Folder { get; }

    /// <summary>Its replies, by code or status.</summary>
    public IReadOnlyList<ReplyGroup> Groups { get; }

    /// <summary>The languages that its replies are explained in.</summary>
    public IReadOnlyList<PageWords> Languages { get; }

    /// <summary>Its name as people write it: short names of standards are capitals.</summary>
    public string Name => Model.Cites.Length > 0 && Model.Name.Length <= LongestAcronym ? Model.Name.ToUpperInvariant() : Model.Name;

    /// <summary>The pairs of codes that are often confused, both of which there are.</summary>
    public IEnumerable<(ReplyGroup Left, ReplyGroup Right)> Confused =>
        from pair in ConfusedPair.Of(Model)
        let left = Groups.FirstOrDefault(code => code.Key == pair.Left)
        let right = Groups.FirstOrDefault(code => code.Key == pair.Right)
        where left is not null && right is not null
        select (left, right);

    /// <summary>The code of a reply, given by its index.</summary>
    public ReplyGroup GroupOf(int reply) => Groups[_groupOfReply[reply]];

    /// <summary>How a conversation leads to a reply, given by its index.</summary>
    public Conversation? ConversationOf(int reply) => _conversations.Of(reply);

    /// <summary>The syntax of a command, and then of each rule that it uses.</summary>
    public IReadOnlyList<SyntaxDrawing> SyntaxOf(string verb)
    {
        var protocol = _specification.Value.Protocols.First(protocol => protocol.Name == Model.Name);
        return CommandSyntaxDrawing.Of(_specification.Value, protocol, protocol.Commands.First(command => command.Verb == verb));
    }

    /// <summary>The path of its first page in the folder of a language.</summary>
    public string IndexPath => $"{Folder}/index.html";

    /// <summary>The path of a command's page.</summary>
    public string CommandPath(string verb) => $"{Folder}/commands/{_commandFiles[verb]}.html";

    /// <summary>The path of a code's page.</summary>
    public string CodePath(ReplyGroup group) => $"{Folder}/replies/{_codeFiles[group.Key]}.html";

    /// <summary>The path of the page that compares two codes.</summary>
    public string PairPath(ReplyGroup left, ReplyGroup right) => $"{Folder}/replies/{_codeFiles[left.Key]}-vs-{_codeFiles[right.Key]}.html";

    /// <summary>The two codes whose page has a name such as <c>354-vs-503</c>, or <c>354-vs-503.html</c>; null where there are no such.</summary>
    public (ReplyGroup Left, ReplyGroup Right)? FindPair(string name)
    {
        string[] parts = (name.EndsWith(".html", StringComparison.Ordinal) ? name[..^5] : name).Split("-vs-");
        return parts.Length == 2 && Find(parts[0]) is { } left && Find(parts[1]) is { } right && left != right ? (left, right) : null;
    }

    /// <summary>The code with a file name, or that a server says; null where there is no such.</summary>
    public ReplyGroup? Find(string name)
    {
        string? key = _codeFiles.Find(name);
        return Groups.FirstOrDefault(group => group.Key == key) ?? Groups.FirstOrDefault(group => group.Is(name));
    }
}
