using System.CommandLine;
using SmtpGen.Language.Text;
using SmtpGen.Tool.Json;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen check</c>: what is wrong with specifications.</summary>
internal static class CheckCommand
{
    private const string Text = "text";
    private const string Json = "json";
    private const string Sarif = "sarif";
    private const string GitHub = "github";

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
        var format = new Option<string>("--format")
        {
            Description = "How findings are written: text for people, json as --json does, sarif for other programs, github for a workflow of GitHub Actions",
            DefaultValueFactory = _ => Text,
        };
        format.AcceptOnlyFromAmong(Text, Json, Sarif, GitHub);
        var json = JsonLines.Option("a finding");
        var command = new Command("check", "Checks specifications and what they include") { files, fix, format, json };
        command.SetAction(parsed =>
        {
            bool isFormatGiven = parsed.GetResult(format) is { Implicit: false };
            if (parsed.GetValue(json) && isFormatGiven && parsed.GetValue(format) != Json)
                throw new ToolException(ToolExit.Usage, $"--json and --format {parsed.GetValue(format)} cannot both be given");
            string chosen = parsed.GetValue(json) ? Json : parsed.GetValue(format)!;
            var output = parsed.InvocationConfiguration.Output;
            string[] paths = parsed.GetValue(files)!;
            if (parsed.GetValue(fix))
                Fix(paths, chosen, output);
            return Run(paths, chosen, output);
        });
        return command;
    }

    private static void Fix(string[] paths, string format, TextWriter output)
    {
        foreach (var finding in SpecFixer.Run(paths))
        {
            var (line, column) = finding.Source.GetLinePosition(finding.Span.Start);
            if (format == Json)
                JsonLines.Write(output, FindingLine.Of(finding, isFixed: true), ToolJson.Lines.FindingLine);
            else if (format != Sarif)
                output.WriteLine(Printable.Line($"{finding.Source.Path}({line},{column}): fixed {finding.Rule.Id}: {finding.Fix!.Title}"));
        }
    }

    private static int Run(string[] paths, string format, TextWriter output)
    {
        var specification = SpecSet.Load(paths).Compile();
        var findings = specification.Diagnostics;
        Write(findings, format, output);
        int errors = findings.Count(finding => finding.Rule.DefaultSeverity == Severity.Error);
        if (format is Text or GitHub)
        {
            string found = findings.Count == 0 ? "no findings" : $"{Count(findings.Count, "finding")}, {Count(errors, "error")}";
            output.WriteLine($"{Count(specification.Protocols.Count(protocol => protocol.CompiledInto is null), "protocol")}, {found}");
        }

        return errors > 0 ? ToolExit.Findings : ToolExit.Ok;
    }

    private static void Write(IReadOnlyList<SpecDiagnostic> findings, string format, TextWriter output)
    {
        switch (format)
        {
            case Json:
                foreach (var finding in findings)
                    JsonLines.Write(output, FindingLine.Of(finding), ToolJson.Lines.FindingLine);
                break;
            case Sarif:
                JsonLines.Write(output, SarifLog.Of(findings), ToolJson.Lines.SarifLog);
                break;
            case GitHub:
                foreach (var finding in findings)
                    output.WriteLine(GitHubAnnotation.Of(FindingLine.Of(finding)));
                break;
            default:
                FindingPrinter.Write(output, findings);
                break;
        }
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
