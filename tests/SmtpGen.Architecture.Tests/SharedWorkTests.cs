using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SmtpGen.Architecture.Tests;

/// <summary>What several files of a protocol are made from is made once, and handed on.</summary>
public sealed class SharedWorkTests
{
    [Theory]
    [InlineData("ClientShape", ".ctor", "get_Client")]
    [InlineData("ClientGraph", "Of", ".ctor")]
    public void The_compiler_makes_it_in_one_place(string type, string method, string place) =>
        Assert.Equal([place], Callers("SmtpGen.Compiler", type, method));

    // Of the protocol itself, and of the one it extends.
    [Fact]
    public void The_compiler_numbers_a_protocol_in_two_places() =>
        Assert.Equal(["Emit", "get_Base"], Callers("SmtpGen.Compiler", "ProtocolShape", ".ctor").Select(Plain).Order(StringComparer.Ordinal));

    // An iterator's code stands in a class that the compiler names after the method: <Emit>d__0.MoveNext.
    private static string Plain(string method) => method.Split('<', '>') is [_, var name, ..] ? name : method;

    private static List<string> Callers(string assembly, string type, string method)
    {
        using var file = new PEReader(File.OpenRead(ShippedAssembly.PathOf(assembly)));
        var metadata = file.GetMetadataReader();
        return [.. from caller in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition)
            where caller.RelativeVirtualAddress != 0
            from token in CodeTokens.In(file.GetMethodBody(caller.RelativeVirtualAddress).GetILReader())
            where Names(metadata, token) == (type, method)
            let inside = metadata.GetTypeDefinition(caller.GetDeclaringType())
            select inside.IsNested ? metadata.GetString(inside.Name) : metadata.GetString(caller.Name)];
    }

    private static (string Type, string Method) Names(MetadataReader metadata, EntityHandle token)
    {
        if (token.Kind == HandleKind.MemberReference && metadata.GetMemberReference((MemberReferenceHandle)token) is { Parent.Kind: HandleKind.TypeReference } member)
            return (metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name), metadata.GetString(member.Name));
        if (token.Kind != HandleKind.MethodDefinition)
            return default;
        var method = metadata.GetMethodDefinition((MethodDefinitionHandle)token);
        return (metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name), metadata.GetString(method.Name));
    }
}
