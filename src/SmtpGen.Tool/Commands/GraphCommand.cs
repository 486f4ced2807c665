using System.CommandLine;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;
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
            if (Load(parsed.GetValue(file)!, parsed.InvocationConfiguration.Error) is not { } protocol)
                return ToolExit.Findings;
            var graph = StateGraph.Of(protocol);
            string text = parsed.GetValue(format) switch
            {
                "dot" => DotWriter.Write(graph),
                "svg" => await Graphviz.DrawAsync(DotWriter.Write(graph), cancellationToken),
                _ => MermaidWriter.Write(graph),
            };
            if (parsed.GetValue(target) is { } path)
                await File.WriteAllTextAsync(path, text, cancellationToken);
            else
                await parsed.InvocationConfiguration.Output.WriteAsync(text);
            return ToolExit.Ok;
        });
        return command;
    }

    private static ProtocolModel? Load(string path, TextWriter error)
    {
        var files = SpecSet.Load([path]);
        var specification = files.Compile();
        var errors = specification.Diagnostics.Where(finding => finding.Rule.DefaultSeverity == Severity.Error).ToList();
        if (errors.Count > 0)
        {
            FindingPrinter.Write(error, errors);
            error.WriteLine($"smtpgen: {path} has errors; nothing was drawn");
            return null;
        }

        var protocols = specification.Protocols.Where(protocol => files.NamedProtocols.Contains(protocol.Name)).ToList();
        return protocols switch
        {
            [var only] => only,
            [] => throw new ToolException(ToolExit.Findings, $"{path} declares no protocol; name the file that does"),
            _ => throw new ToolException(ToolExit.Findings,
                $"{path} declares {string.Join(", ", protocols.Select(protocol => protocol.Name))}; name a file that declares one protocol"),
        };
    }
}
