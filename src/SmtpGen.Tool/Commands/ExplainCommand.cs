using System.CommandLine;
using SmtpGen.Reference.Explanations;
using SmtpGen.Tool.Explanations;
using SmtpGen.Tool.Json;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen explain</c>: what replies, commands, states, and findings in specifications, mean and what to do about them.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var asked = new Argument<string[]>("WHAT")
        {
            Description = "A reply code (354), an enhanced code (5.5.1), a line that a server sent, a reply's name, a command, a state, or the id of a "
                + "finding (SGP0205); two replies are compared",
            Arity = ArgumentArity.OneOrMore,
        };
        var protocol = new Option<string?>("--protocol")
        {
            Description = $"The protocol: {ExplainedProtocols.Names}, or the path of a specification; unless given, the first of these that fits",
            HelpName = "PROTOCOL",
        };
        var language = ExplanationLanguage.CreateOption();
        var json = JsonLines.Option("everything that was asked for");
        var command = new Command("explain", "Explains replies, commands and states of a protocol, and findings in specifications")
        {
            asked, protocol, language, json,
        };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var protocols = ExplainedProtocols.Find(parsed.GetValue(protocol), parsed.InvocationConfiguration.Error);
            string locale = ExplanationLanguage.Choose(parsed.GetValue(language), protocols[0]);
            var explanations = new Question([.. protocols.Select(model => new Explainer(model, locale))]).Answer(parsed.GetValue(asked)!);
            if (parsed.GetValue(json))
            {
                foreach (var explanation in explanations)
                    JsonLines.Write(output, explanation, ToolJson.Lines.Explanation);
            }
            else
            {
                new ExplanationPrinter(output, Wording.In(locale)).Write(explanations);
            }

            return ToolExit.Ok;
        });
        return command;
    }
}
