using System.Text;
using SmtpGen.Language;
using SmtpGen.Language.Format;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Fuzz.Targets;

/// <summary>
/// Specifications. Whatever stands in a file it is compiled, with findings that lie in it; what can be parsed has a layout that says the
/// same and is its own layout; and a fix leaves a file that can be compiled.
/// </summary>
/// <remarks>An input is a file; it may include <c>base.protocol</c>, which holds what a protocol needs.</remarks>
internal sealed class SpecificationTarget : FuzzTarget
{
    private readonly Lazy<SpecFile> _base = new(
        () => SpecFile.Parse(new SourceText("/spec/base.protocol", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "base.protocol")))));

    public override string Name => "specification";

    public override int Mutations => 1_500;

    public override void Run(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        var (file, compiled) = Compile(text);
        foreach (var finding in compiled.Diagnostics)
        {
            Assert.True(finding.Span is { Start: >= 0, Length: >= 0 } span && span.End <= finding.Source.Text.Length, $"{finding.Rule.Id} at {finding.Span}");
            if (finding.Fix is { } fix)
                Compile(Apply(fix, text, file.Source));
        }

        if (SpecFormatter.Format(file) is { } once)
            SaysTheSame(once, compiled);
    }

    private static string Apply(SpecFix fix, string text, SourceText source) => fix.Edits
        .Where(edit => edit.Path == source.Path)
        .OrderByDescending(edit => edit.Span.Start)
        .Aggregate(text, (edited, edit) => edited.Remove(edit.Span.Start, edit.Span.Length).Insert(edit.Span.Start, edit.NewText));

    private void SaysTheSame(string layout, Specification before)
    {
        var (file, compiled) = Compile(layout);
        Assert.Equal(layout, SpecFormatter.Format(file));
        Assert.True(Ids(before).SequenceEqual(Ids(compiled)), $"The findings differ in\n{layout}");
        Assert.True(before.Protocols.SequenceEqual(compiled.Protocols), $"The model differs in\n{layout}");
    }

    // By kind: a message may name a line, and their order may be that of lines.
    private static IEnumerable<string> Ids(Specification compiled) => compiled.Diagnostics.Select(finding => finding.Rule.Id).Order(StringComparer.Ordinal);

    private (SpecFile File, Specification Compiled) Compile(string text)
    {
        var file = SpecFile.Parse(new SourceText("/spec/fuzzed.protocol", text));
        return (file, Specification.Compile([file, _base.Value], []));
    }
}
