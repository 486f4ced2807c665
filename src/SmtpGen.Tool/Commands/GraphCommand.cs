using System.CommandLine;
using SmtpGen.Reference.Graphs;
using SmtpGen.Tool.Graphs;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen graph</c>: the state diagram of a protocol.</summary>
internal static class GraphCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The specification of one protocol" };
        var format = new Option<string>("--format") { Description = "The notation; svg needs Graphviz", DefaultValueFactory = _ => "mermaid" };
        format.AcceptOnlyFromAmong("mermaid", "dot", "svg");
        var target = new Option<string?>("--output") { Description = "The file to write instead of standard output", HelpName = "PATH" };
        var command = new Command("graph", "Draws the states of a protocol and what leads from one to another") { file, format, target };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var graph = StateGraph.Of(SpecProtocol.Load(parsed.GetValue(file)!, parsed.InvocationConfiguration.Error, "nothing was drawn"));
            string text = parsed.GetValue(format) switch
            {
                "dot" => DotWriter.Write(graph),
                "svg" => await Graphviz.DrawAsync(DotWriter.Write(graph), cancellationToken),
                _ => MermaidWriter.Write(graph),
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
