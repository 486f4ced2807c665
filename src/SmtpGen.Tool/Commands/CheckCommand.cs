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
        var fix = new Option<bool>("--fix")
        {
            Description = "Change the files, and those they include or that stand on them, where what is right is certain",
        };
        var command = new Command("check", "Checks specifications and what they include") { files, fix };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(fix))
                Fix(parsed.GetValue(files)!, output);
            return Run(parsed.GetValue(files)!, output);
        });
        return command;
    }

    private static void Fix(string[] paths, TextWriter output)
    {
        foreach (var finding in SpecFixer.Run(paths))
        {
            var (line, column) = finding.Source.GetLinePosition(finding.Span.Start);
            output.WriteLine($"{finding.Source.Path}({line},{column}): fixed {finding.Rule.Id}: {finding.Fix!.Title}");
        }
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
