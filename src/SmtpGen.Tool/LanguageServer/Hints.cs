using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Reference.Explanations;
using SmtpGen.Tool.LanguageServer.Messages;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>Shows beside the change or the new name of an inherited command what is inherited.</summary>
internal static class Hints
{
    private const int MaxLength = 100;

    public static IReadOnlyList<InlayHint> Of(Analysis analysis, int start, int end)
    {
        var hints = new List<InlayHint>();
        foreach (var protocol in analysis.File?.Protocols ?? [])
        {
            var model = analysis.Specification.Protocols.FirstOrDefault(model => model.Name == protocol.Name.Text)?.Base;
            foreach (var member in Members(protocol.Members).Where(member => model is not null && start <= member.Keyword.Span.Start && member.Keyword.Span.Start <= end))
            {
                var name = member switch
                {
                    ChangeMember { Replacement: CommandMember command } => command.Verb,
                    RenameMember rename => rename.To,
                    _ => null,
                };
                if (name is not null && Hint(model!, member is RenameMember renamed ? renamed.From : name, name) is { } hint)
                    hints.Add(hint);
            }
        }

        return hints;
    }

    private static IEnumerable<MemberSyntax> Members(IEnumerable<MemberSyntax> members) =>
        members.SelectMany(member => member is ExtensionMember extension ? Members(extension.Members) : [member]);

    private static InlayHint? Hint(ProtocolModel inherited, Name verb, Name at)
    {
        int index = inherited.Commands.ToList().FindIndex(command => command.Verb.Equals(verb.Text, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            return null;
        var command = CommandView.Of(inherited, index, verb.Text, Wording.In("en"));
        string said = string.Join("; ", command.Answers.Select(rule => $"from {string.Join(", ", rule.States)} => {string.Join(", ", rule.Answers.Select(answer => answer.Reply))}"));
        string label = $"{command.Syntax}: {said}";
        return new InlayHint(Places.PositionOf(at.Source, at.Span.End), label.Length <= MaxLength ? label : label[..MaxLength] + "…", true, new MarkupContent(command.Meaning));
    }
}
