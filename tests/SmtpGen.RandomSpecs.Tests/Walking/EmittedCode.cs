using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.RandomSpecs.Walking;

/// <summary>
/// Emitted files, read without compiling them: what enums, methods and properties say. Binding their C# costs fifty times what
/// everything else of a random specification does.
/// </summary>
internal sealed class EmittedCode
{
    private readonly Dictionary<string, ExpressionSyntax> _values = [];
    private readonly Dictionary<string, ulong> _constants = [];

    public EmittedCode(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            foreach (var type in CSharpSyntaxTree.ParseText(file).GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
                Read(type);
        }
    }

    /// <summary>What a method without parameters or a property gives, by its type and name; null where there is none.</summary>
    public ExpressionSyntax? Value(string name) => _values.GetValueOrDefault(name);

    /// <summary>The value of an enum's member, by its type and name.</summary>
    public ulong Constant(string name) => _constants.TryGetValue(name, out ulong value) ? value : throw new InvalidOperationException($"No emitted enum has {name}.");

    /// <summary>Computes what C# would.</summary>
    public ulong Number(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => Convert.ToUInt64(literal.Token.Value),
        ParenthesizedExpressionSyntax inner => Number(inner.Expression),
        CastExpressionSyntax cast => Number(cast.Expression),
        MemberAccessExpressionSyntax member => Constant(Name(member)),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus => (ulong)-(long)Number(minus.Operand),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseOrExpression } or => Number(or.Left) | Number(or.Right),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LeftShiftExpression } shift => Number(shift.Left) << (int)Number(shift.Right),
        _ => throw Unknown(expression),
    };

    /// <summary>A member with its type, without namespaces.</summary>
    public static string Name(MemberAccessExpressionSyntax member) => LastName(member.Expression) + "." + member.Name.Identifier.ValueText;

    /// <summary>A name without namespaces.</summary>
    public static string LastName(SyntaxNode name) => name.GetLastToken().ValueText;

    /// <summary>Says that the emitters have begun to write something else.</summary>
    public static InvalidOperationException Unknown(SyntaxNode node) => new($"Emitted tables do not hold a {node.Kind()} yet: {node}");

    private void Read(BaseTypeDeclarationSyntax type)
    {
        string name = type.Identifier.ValueText;
        if (type is EnumDeclarationSyntax { Members: var members })
        {
            ulong next = 0;
            foreach (var member in members)
            {
                next = member.EqualsValue is { } equals ? Number(equals.Value) : next;
                _constants[$"{name}.{member.Identifier.ValueText}"] = next++;
            }
        }
        else if (type is TypeDeclarationSyntax { Members: var all })
        {
            foreach (var member in all)
                Read(name, member);
        }
    }

    private void Read(string type, SyntaxNode member)
    {
        var (name, value) = member switch
        {
            MethodDeclarationSyntax { ParameterList.Parameters.Count: 0 } method => (method.Identifier, method.ExpressionBody?.Expression ?? Returned(method)),
            PropertyDeclarationSyntax property => (property.Identifier, Given(property)),
            _ => default,
        };
        if (value is not null)
            _values[$"{type}.{name.ValueText}"] = value;
    }

    private static ExpressionSyntax? Returned(MethodDeclarationSyntax method) =>
        method.Body?.Statements.OfType<ReturnStatementSyntax>().SingleOrDefault()?.Expression;

    private static ExpressionSyntax? Given(PropertyDeclarationSyntax property) =>
        property.ExpressionBody?.Expression
        ?? property.Initializer?.Value
        ?? property.AccessorList?.Accessors.Select(accessor => accessor.ExpressionBody?.Expression).FirstOrDefault(expression => expression is not null);
}
