using SmtpGen.Reference.Explanations;
using SmtpGen.Tool.Layout;
using Spectre.Console;

namespace SmtpGen.Tool.Explanations;

/// <summary>Prints explanations for people, folded to the width of what they are written to.</summary>
/// <param name="output">Where to.</param>
/// <param name="words">The words around them.</param>
internal sealed class ExplanationPrinter(TextWriter output, Wording words)
{
    private const string Usual = "Smtp";
    private const int Indent = 2;

    // Two texts side by side in less are columns of single words.
    private const int LeastForTwo = 60;

    private readonly int _width = TextWidth.Of(output);
    private readonly TextBlock _text = new(output, TextWidth.Of(output));

    /// <summary>Prints them: two codes or replies side by side where there is room, others one after the other.</summary>
    public void Write(IReadOnlyList<Explanation> explanations)
    {
        if (_width >= LeastForTwo && explanations is [CodeExplanation left, CodeExplanation right])
        {
            Tables.Write(output, Compare(left, right), _width);
            return;
        }

        foreach (var explanation in explanations)
        {
            if (explanation != explanations[0])
                _text.Skip();
            Write(explanation);
        }
    }

    private void Write(Explanation explanation)
    {
        switch (explanation)
        {
            case CodeExplanation code:
                Write(code);
                break;
            case CommandExplanation command:
                Write(command);
                break;
            case StateExplanation state:
                Write(state);
                break;
            case FindingExplanation finding:
                Write(finding);
                break;
        }
    }

    private void Write(CodeExplanation code)
    {
        _text.Write(Titled(code.Title + In(code.Protocol), code.ClassName));
        _text.Write(code.ClassMeaning, Indent);
        foreach (var reply in code.Replies)
        {
            _text.Skip();
            _text.Write(Heading(reply));
            foreach (var (label, text) in Parts(reply).Where(part => part.Text.Length > 0))
                _text.Write($"{label}: {text}", Indent);
        }
    }

    private void Write(CommandExplanation command)
    {
        _text.Write(Titled(command.Verb + In(command.Protocol), command.Meaning));
        Part(words.Syntax, command.Syntax);
        Part(words.Document, command.Document);
        Part(words.Extension, command.Extension);
        foreach (var rule in command.Answers)
        {
            _text.Write(words.InStates(string.Join(", ", rule.States)), Indent);
            foreach (var answer in rule.Answers)
                _text.Write($"{answer.Prefix} {answer.Reply}{(answer.Then is { } then ? $", {then}" : $" -> {answer.State ?? words.Same}")}", 2 * Indent);
        }

        Part(words.Elsewhere, string.Join("; ", command.Elsewhere.Select(step => words.First(string.Join(", ", step.States), step.Command))));
    }

    private void Write(StateExplanation state)
    {
        _text.Write(Titled(state.Name + In(state.Protocol), state.Meaning));
        Part(words.Groups, string.Join(", ", state.Groups));
        Part(words.States, string.Join(", ", state.Members));
        Part(words.Commands, string.Join(", ", state.Commands));
        Part(words.ReachedBy, string.Join("; ", state.ReachedBy));
    }

    // What is indented is code, or the compiler's own words, which are not folded.
    private void Write(FindingExplanation finding)
    {
        foreach (string line in finding.Page.Split('\n'))
        {
            if (line.Length == 0 || line[0] == ' ')
                output.WriteLine(line);
            else
                _text.Write(line);
        }
    }

    private void Part(string label, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            _text.Write($"{label}: {text}", Indent);
    }

    private Table Compare(CodeExplanation left, CodeExplanation right)
    {
        var table = Tables.Create("", left.Title + In(left.Protocol), right.Title + In(right.Protocol));
        Row(table, words.Class, left.ClassName, right.ClassName);
        Row(table, "", left.ClassMeaning, right.ClassMeaning);
        for (int i = 0; i < Math.Max(left.Replies.Count, right.Replies.Count); i++)
        {
            var first = left.Replies.ElementAtOrDefault(i);
            var second = right.Replies.ElementAtOrDefault(i);
            table.AddEmptyRow();
            Row(table, words.Reply, first is null ? "" : Heading(first), second is null ? "" : Heading(second));
            var labels = Parts((first ?? second)!);
            for (int part = 0; part < labels.Count; part++)
            {
                var (one, other) = (first is null ? "" : Parts(first)[part].Text, second is null ? "" : Parts(second)[part].Text);
                if (one.Length + other.Length > 0)
                    Row(table, labels[part].Label, one, other);
            }
        }

        return table;
    }

    private List<(string Label, string Text)> Parts(ReplyExplanation reply) =>
    [
        (words.Meaning, reply.Meaning),
        (words.Seen, reply.Seen),
        (words.Fix, reply.Fix),
        (words.States, States(reply)),
        (words.Answers, string.Join("; ", reply.Answers)),
    ];

    private string States(ReplyExplanation reply)
    {
        if (reply.States.Count == 0)
            return reply.Answers.Count > 0 ? "" : words.Nowhere;
        var commands = reply.States.GroupBy(place => string.Join(", ", place.Commands)).ToList();
        return string.Join("; ", commands.Select(same => $"{string.Join(", ", same.Select(place => place.State))} ({same.Key})"));
    }

    private static string Titled(string title, string text) => text.Length > 0 ? $"{title}: {text}" : title;

    private static string In(string protocol) => protocol == Usual ? "" : $" ({protocol})";

    private static string Heading(ReplyExplanation reply) =>
        $"{reply.Name}: {reply.Status ?? $"{reply.Code} {reply.EnhancedCode}".TrimEnd()} {string.Join(" / ", reply.Lines)}";

    private static void Row(Table table, string label, string left, string right) =>
        table.AddRow(new Text(Printable.Line(label)), new Text(Printable.Line(left)), new Text(Printable.Line(right)));
}
