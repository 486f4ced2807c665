using Microsoft.CodeAnalysis;

namespace SmtpGen.CodeFixes;

/// <summary>Writes a call that takes an action, with values to be replaced.</summary>
internal static class ActionCall
{
    /// <summary>The call; null where the client has no method for it.</summary>
    public static string? Write(INamedTypeSymbol client, string action, string variable)
    {
        var method = client.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(member => member.GetAttributes().Any(attribute =>
            attribute.AttributeClass?.Name == "ProtocolActionAttribute" && attribute.ConstructorArguments is [{ Value: string name }] && name == action));
        return method is null
            ? null
            : $"{variable}.{method.Name}({string.Join(", ", method.Parameters.Where(parameter => !parameter.IsOptional).Select(Value))})";
    }

    // RFC 2606 reserves example.org for this.
    private static string Value(IParameterSymbol parameter) => parameter switch
    {
        { Type.SpecialType: SpecialType.System_String, Name: "sender" or "recipient" } => $"\"{parameter.Name}@example.org\"",
        { Type.SpecialType: SpecialType.System_String, Name: "client" } => "\"client.example.org\"",
        { Type.SpecialType: SpecialType.System_String } => $"\"{parameter.Name}\"",
        { Type.Name: "Stream" } => "System.IO.Stream.Null",
        { Type.IsReferenceType: true } => "new()",
        _ => "default",
    };
}
