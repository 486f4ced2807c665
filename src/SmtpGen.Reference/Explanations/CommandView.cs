using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Explanations;

/// <summary>Says what is known of commands.</summary>
internal static class CommandView
{
    /// <summary>What is known of a command of a protocol, given by its index.</summary>
    public static CommandExplanation Of(ProtocolModel protocol, int index, string asked, Wording words)
    {
        var command = protocol.Commands[index];
        var states = Enumerable.Range(0, protocol.States.Count).Where(state => !protocol.States[state].IsFinal).ToList();
        return new CommandExplanation(
            asked,
            protocol.Name,
            command.Verb,
            words.Doc(command.Doc),
            command.Cites.Length > 0 ? command.Cites : null,
            command.Syntax,
            command.Extension >= 0 ? protocol.Extensions[command.Extension].Keyword : null,
            [.. from state in states
                where command.Cells[state] >= 0
                group protocol.States[state].Name by command.Cells[state] into rule
                select new StateAnswers([.. rule], Answers(protocol, command, command.Rules[rule.Key], words))],
            [.. from state in states
                where command.Cells[state] < 0
                group protocol.States[state].Name by Routes.FirstStep(protocol, state, index) into first
                select new FirstStep([.. first], first.Key)]);
    }

    private static List<CommandAnswer> Answers(ProtocolModel protocol, CommandModel command, RuleModel rule, Wording words) =>
    [
        .. from sent in rule.IsDecision ? command.Sends : []
            let reply = protocol.Replies[sent]
            select new CommandAnswer(ReplyText.Prefix(protocol, reply), reply.Name, null, words.ThenAnother),
        .. from outcome in ReplyPlaces.Answers(protocol, rule)
            let reply = protocol.Replies[outcome.Reply]
            select new CommandAnswer(
                ReplyText.Prefix(protocol, reply), reply.Name, outcome.Target < 0 ? null : protocol.States[outcome.Target].Name, Then(protocol, outcome.Then, words)),
    ];

    /// <summary>What follows a reply before the next command, in words; null: nothing.</summary>
    public static string? Then(ProtocolModel protocol, ThenModel? then, Wording words) => then?.Match(
        read => words.ThenBody(protocol.Bodies[read.Body].Name),
        (read, _) => words.ThenBody(protocol.Bodies[read.Body].Name),
        _ => words.ThenLine,
        () => words.ThenTls,
        () => words.ThenText);
}
