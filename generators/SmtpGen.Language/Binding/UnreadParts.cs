using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>
/// What a protocol may lack only because a part of its files could not be read. That was reported, and is not reported again by what
/// refers to it.
/// </summary>
internal sealed class UnreadParts
{
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _hidesFile;

    /// <param name="files">The files of a protocol.</param>
    /// <param name="isFile">Whether a text names a file beside one of them.</param>
    public UnreadParts(IEnumerable<SpecFile> files, Func<string, SpecFile, bool> isFile)
    {
        foreach (var file in files)
        {
            _words.UnionWith(file.Unread);
            _hidesFile |= file.Unread.Any(text => isFile(text, file));
        }
    }

    /// <summary>Nothing.</summary>
    public static UnreadParts None { get; } = new([], (_, _) => false);

    /// <summary>Whether a finding may follow from them: what it misses may be declared there.</summary>
    public bool Explain(DiagnosticRule rule, string missed)
    {
        if (rule == BindingRules.MissingPart)
            return _words.Count > 0;
        bool isAboutName = rule == BindingRules.Undefined || rule == BindingRules.NotInherited || rule == GrammarRules.UndefinedRule || rule == GrammarRules.BoundOnUndefinedRule;
        return isAboutName && (_hidesFile || _words.Contains(missed));
    }
}
