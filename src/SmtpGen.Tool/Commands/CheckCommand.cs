using System.CommandLine;
using SmtpGen.Language.Text;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen check</c>: what is wrong with specifications.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Specification, translation and grammar files, or directories of them",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("check", "Checks specifications and what they include") { files };
        command.SetAction(parsed => Run(parsed.GetValue(files)!, parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string[] paths, TextWriter output)
    {
        var specification = SpecSet.Load(paths).Compile();
        FindingPrinter.Write(output, specification.Diagnostics);
        if (specification.Diagnostics.Count == 0)
        {
            output.WriteLine($"{Count(specification.Protocols.Count, "protocol")}, no findings");
            return ToolExit.Ok;
        }

        int errors = specification.Diagnostics.Count(finding => finding.Rule.DefaultSeverity == Severity.Error);
        output.WriteLine($"{Count(specification.Protocols.Count, "protocol")}, {Count(specification.Diagnostics.Count, "finding")}, {Count(errors, "error")}");
        return errors > 0 ? ToolExit.Findings : ToolExit.Ok;
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
