using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Constants as a table knows them.</summary>
internal static class Constants
{
    /// <summary>A number or truth; the name of an enum's member; null: no constant.</summary>
    public static object? Of(IOperation operation)
    {
        if (operation.ConstantValue is not { HasValue: true, Value: { } value })
            return null;
        return operation.Type is { TypeKind: TypeKind.Enum } type
            ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && value.Equals(field.ConstantValue))?.Name
            : value;
    }

    /// <summary>The comparison with its sides exchanged.</summary>
    public static BinaryOperatorKind Exchange(BinaryOperatorKind comparison) => comparison switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => comparison,
    };
}
