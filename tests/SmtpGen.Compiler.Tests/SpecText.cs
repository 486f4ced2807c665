using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmtpGen.Compiler.Tests;

/// <summary>A specification file in memory.</summary>
internal sealed class SpecText(string path, string text) : AdditionalText
{
    public override string Path => path;

    public string Text => text;

    /// <summary>The root namespace of the assembly that holds the file's protocols already; null: this project compiles them.</summary>
    public string? CompiledInto { get; init; }

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);

    /// <summary>The file after an edit that must find what it replaces.</summary>
    public SpecText Replace(string old, string replacement)
    {
        Assert.Contains(old, text);
        return new SpecText(path, text.Replace(old, replacement));
    }
}
