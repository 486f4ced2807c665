using System.CommandLine;
using SmtpGen.Language.Text;
using SmtpGen.Tool.Formatting;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen format</c>: specifications in their canonical layout.</summary>
internal static class FormatCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Specification and translation files, or directories of them; - reads standard input and writes standard output",
            Arity = ArgumentArity.OneOrMore,
        };
        var check = new Option<bool>("--check") { Description = "Change nothing; print the names of the files that would change, and exit with 1 if there are any" };
        var command = new Command("format", "Writes specifications and translations in their canonical layout") { files, check };
        command.SetAction((parsed, _) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            bool isCheck = parsed.GetValue(check);
            string[] paths = parsed.GetValue(files)!;
            if (!paths.Contains("-"))
                return Task.FromResult(Files(paths, isCheck, output, error));
            if (paths.Length > 1)
                throw new ToolException(ToolExit.Usage, "- stands for standard input and cannot be given together with files");
            return Task.FromResult(Input(isCheck, output, error));
        });
        return command;
    }

    private static int Files(string[] paths, bool isCheck, TextWriter output, TextWriter error)
    {
        int exitCode = ToolExit.Ok;
        foreach (string path in paths.SelectMany(SpecPaths.ExpandToFormat).Distinct(StringComparer.Ordinal))
        {
            var file = FormattedFile.Read(path);
            if (file.Findings.Count > 0)
            {
                FindingPrinter.Write(error, file.Findings);
                exitCode = ToolExit.Findings;
            }
            else if (file.IsChanged)
            {
                if (isCheck)
                    exitCode = ToolExit.Findings;
                else
                    file.Write();
                output.WriteLine(Printable.Line(path));
            }
        }

        return exitCode;
    }

    private static int Input(bool isCheck, TextWriter output, TextWriter error)
    {
        var file = FormattedFile.Of(new SourceText("-", Console.In.ReadToEnd()));
        if (file.Findings.Count > 0)
        {
            FindingPrinter.Write(error, file.Findings);
            return ToolExit.Findings;
        }

        if (!isCheck)
        {
            output.Write(file.Text);
            return ToolExit.Ok;
        }

        if (file.IsChanged)
            output.WriteLine("-");
        return file.IsChanged ? ToolExit.Findings : ToolExit.Ok;
    }
}
