using System.CommandLine;
using SmtpGen.Reference.Graphs;
using SmtpGen.Reference.Statecharts;
using SmtpGen.Tool.Explanations;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen graph</c>: the state diagram of a protocol.</summary>
internal static class GraphCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The specification of one protocol" };
        var format = new Option<string>("--format") { Description = "The notation; svg is a drawing, mermaid and dot are for other programs to draw", DefaultValueFactory = _ => "mermaid" };
        format.AcceptOnlyFromAmong("mermaid", "dot", "svg");
        var language = ExplanationLanguage.CreateOption();
        var target = new Option<string?>("--output") { Description = "The file to write instead of standard output", HelpName = "PATH" };
        var command = new Command("graph", "Draws the states of a protocol and what leads from one to another") { file, format, language, target };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var protocol = SpecProtocol.Load(parsed.GetValue(file)!, parsed.InvocationConfiguration.Error, "nothing was drawn").Protocol;
            var chart = Statechart.Of(protocol);
            var words = StatechartWords.In(ExplanationLanguage.Choose(parsed.GetValue(language), protocol));
            string text = parsed.GetValue(format) switch
            {
                "dot" => DotWriter.Write(chart, words),
                "svg" => StatechartSvg.Write(StatechartLayout.Of(chart), words, isStandalone: true),
                _ => MermaidWriter.Write(chart, words),
            };
            if (parsed.GetValue(target) is { } path)
                await UserFile.WriteAsync(target.Name, path, text, cancellationToken);
            else
                await parsed.InvocationConfiguration.Output.WriteAsync(text);
            return ToolExit.Ok;
        });
        return command;
    }
}
