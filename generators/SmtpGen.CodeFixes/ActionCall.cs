using Microsoft.CodeAnalysis;

namespace SmtpGen.CodeFixes;

/// <summary>Writes a statement that takes an action with what is in scope, and throws where the answer is a refusal.</summary>
internal static class ActionCall
{
    /// <summary>What is called on an answer.</summary>
    public const string Check = "EnsurePositive";

    /// <summary>The method of a client that takes an action; null: there is none.</summary>
    public static IMethodSymbol? Method(INamedTypeSymbol client, string action) => client.GetMembers().OfType<IMethodSymbol>()
        .FirstOrDefault(member => ActionOf(member) == action);

    /// <summary>The action that a method takes; null: none.</summary>
    public static string? ActionOf(ISymbol? method) => method?.OriginalDefinition.GetAttributes()
        .FirstOrDefault(attribute => attribute.AttributeClass?.Name == "ProtocolActionAttribute")?.ConstructorArguments is [{ Value: string action }] ? action : null;

    /// <summary>The statement; null where an argument is not in scope, or the answer cannot be checked.</summary>
    /// <param name="method">Takes the action.</param>
    /// <param name="client">The client, as code writes it.</param>
    /// <param name="scope">What the arguments are taken from.</param>
    /// <param name="token">The token that cancels it; null: none.</param>
    /// <param name="suffix">What stands after a call that is awaited.</param>
    public static string? Write(IMethodSymbol method, string client, ScopeValues scope, string? token, string suffix)
    {
        var arguments = new List<string>();
        foreach (var parameter in method.Parameters.Where(parameter => !parameter.IsOptional))
        {
            if (scope.Find(parameter) is not { } value)
                return null;
            arguments.Add(value);
        }

        if (token is not null && method.Parameters.LastOrDefault(parameter => parameter.Type.Name == nameof(CancellationToken)) is { } cancel)
            arguments.Add(cancel.Ordinal == arguments.Count ? token : $"{cancel.Name}: {token}");
        string call = $"await {client}.{method.Name}({string.Join(", ", arguments)}){suffix}";
        return method.ReturnType switch
        {
            INamedTypeSymbol { TypeArguments: [var reply] } when IsReply(reply) => $"({call}).{Check}();",
            INamedTypeSymbol { TypeArguments.IsEmpty: true } => $"{call};",
            _ => null,
        };
    }

    private static bool IsReply(ITypeSymbol type)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at is { Name: "ClientReply", ContainingNamespace.Name: "Client" })
                return true;
        }

        return false;
    }
}
