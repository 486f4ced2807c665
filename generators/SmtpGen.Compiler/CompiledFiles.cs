using System.Collections.Immutable;
using SmtpGen.Compiler.Emit;
using SmtpGen.Compiler.Findings;
using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler;

/// <summary>What the files of a project were bound to. Two are equal when the protocols and the errors are.</summary>
internal sealed class CompiledFiles : IEquatable<CompiledFiles>
{
    private readonly ImmutableArray<SpecFile> _specs;
    private readonly ImmutableArray<AbnfFile> _grammars;
    private readonly EquatableArray<SpecDiagnostic> _errors;

    private CompiledFiles(ImmutableArray<SpecFile> specs, ImmutableArray<AbnfFile> grammars)
    {
        _specs = specs;
        _grammars = grammars;
        var all = Specification.Compile(specs, grammars);
        _errors = all.Diagnostics.Where(Reporter.IsError).ToEquatableArray();
        var shared = SharedGrammar.Of(all.Protocols);
        Protocols = all.Protocols.Where(protocol => protocol.CompiledInto is null)
            .Select(protocol => new EmittedProtocol(protocol, shared[protocol.Name])).ToEquatableArray();
    }

    /// <summary>The protocols that are emitted.</summary>
    public EquatableArray<EmittedProtocol> Protocols { get; }

    /// <summary>Binds files.</summary>
    public static CompiledFiles From(ImmutableArray<SpecFile> specs, ImmutableArray<AbnfFile> grammars) => new(specs, grammars);

    /// <summary>
    /// The errors where they stand in files that say the same. They are found anew where the text is another: a message may name a line, too. Where
    /// there is none, as nearly always, nothing holds a position.
    /// </summary>
    public EquatableArray<SpecDiagnostic> ErrorsIn(ImmutableArray<SpecFile> specs, ImmutableArray<AbnfFile> grammars) =>
        _errors.Count == 0 || (Same(_specs, specs) && Same(_grammars, grammars)) ? _errors : From(specs, grammars)._errors;

    /// <inheritdoc/>
    public bool Equals(CompiledFiles? other) => other is not null && Protocols == other.Protocols && _errors == other._errors;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CompiledFiles);

    /// <inheritdoc/>
    public override int GetHashCode() => (Protocols.Count, _errors.Count).GetHashCode();

    private static bool Same<T>(ImmutableArray<T> left, ImmutableArray<T> right)
        where T : class => left.Length == right.Length && left.Zip(right, ReferenceEquals).All(same => same);
}

/// <summary>A protocol that is emitted.</summary>
/// <param name="Model">The protocol.</param>
/// <param name="Shared">The automata that are emitted with another protocol.</param>
internal sealed record EmittedProtocol(ProtocolModel Model, EquatableArray<SharedGrammar> Shared);
