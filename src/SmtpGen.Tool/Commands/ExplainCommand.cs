using System.CommandLine;
using SmtpGen.Tool.Explanations;
using Spectre.Console;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen explain</c>: what replies, and findings in specifications, mean and what to do about them.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var codes = new Argument<string[]>("CODE")
        {
            Description = "A reply code such as 354, a reply's name in the specification, or the id of a finding such as SGP0205; two replies are compared",
            Arity = new ArgumentArity(1, 2),
        };
        var language = LanguageOption.Create();
        var command = new Command("explain", "Explains replies (meaning, when one sees them, what to do, where they may come) and findings") { codes, language };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(codes)!.FirstOrDefault(FindingPage.IsId) is { } id)
            {
                output.WriteLine(FindingPage.Read(id));
                return ToolExit.Ok;
            }

            string locale = LanguageOption.Check(parsed.GetValue(language)!);
            var labels = Labels.In(locale);
            CodeExplanation[] explained = [.. parsed.GetValue(codes)!.Select(code => CodeExplanation.Find(code, locale))];
            if (explained is [var left, var right])
                Tables.Write(output, Compare(left, right, labels));
            else
                Write(output, explained[0], labels);
            return ToolExit.Ok;
        });
        return command;
    }

    private static void Write(TextWriter output, CodeExplanation code, Labels labels)
    {
        output.WriteLine($"{code.Title}: {code.ClassName}");
        output.WriteLine($"  {code.ClassMeaning}");
        foreach (var reply in code.Replies)
        {
            output.WriteLine();
            output.WriteLine(Heading(reply));
            foreach (var (label, text) in labels.Of(reply))
                output.WriteLine($"  {label}: {text}");
        }
    }

    private static Table Compare(CodeExplanation left, CodeExplanation right, Labels labels)
    {
        var table = Tables.Create("", left.Title, right.Title);
        Row(table, labels.Class, left.ClassName, right.ClassName);
        Row(table, "", left.ClassMeaning, right.ClassMeaning);
        for (int i = 0; i < Math.Max(left.Replies.Count, right.Replies.Count); i++)
        {
            var first = left.Replies.ElementAtOrDefault(i);
            var second = right.Replies.ElementAtOrDefault(i);
            table.AddEmptyRow();
            Row(table, labels.Reply, first is null ? "" : Heading(first), second is null ? "" : Heading(second));
            for (int part = 0; part < Labels.Parts; part++)
            {
                string label = labels.Of((first ?? second)!)[part].Label;
                Row(table, label, Part(first, part), Part(second, part));
            }
        }

        return table;

        string Part(ReplyExplanation? reply, int part) => reply is null ? "" : labels.Of(reply)[part].Text;
    }

    private static void Row(Table table, string label, string left, string right) =>
        table.AddRow(new Text(label), new Text(left), new Text(right));

    private static string Heading(ReplyExplanation reply) => $"{reply.Name}: {reply.Wire}";
}
