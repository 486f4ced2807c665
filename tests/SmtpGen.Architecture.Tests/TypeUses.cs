using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SmtpGen.Architecture.Tests;

/// <summary>
/// What the types of a compiled assembly use of each other: in what they derive from and implement, in signatures, attributes
/// and code. What the compiler generates for a type is nested in it and counts as the type's own.
/// </summary>
internal sealed class TypeUses
{
    private readonly MetadataReader _metadata;
    private readonly PEReader _file;
    private readonly TypeDecoder _decoder;
    private readonly List<(string From, string To)> _uses = [];
    private string _from = "";

    private TypeUses(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _decoder = new TypeDecoder(handle => _uses.Add((_from, NamespaceOf(handle))));
    }

    /// <summary>The uses between namespaces of the assembly.</summary>
    public static NamespaceGraph Read(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var uses = new TypeUses(file);
        foreach (var handle in uses._metadata.TypeDefinitions)
            uses.Read(handle);
        return new NamespaceGraph(uses._uses.Where(use => IsOurs(use.From) && IsOurs(use.To)));
    }

    private static bool IsOurs(string name) => name.StartsWith("SmtpGen", StringComparison.Ordinal);

    private void Read(TypeDefinitionHandle handle)
    {
        _from = NamespaceOf(handle);
        var type = _metadata.GetTypeDefinition(handle);
        Use(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
            Use(_metadata.GetInterfaceImplementation(implemented).Interface);
        foreach (var parameter in type.GetGenericParameters())
            Constraints(parameter);
        foreach (var attribute in type.GetCustomAttributes())
            Use(_metadata.GetCustomAttribute(attribute).Constructor);
        foreach (var field in type.GetFields())
            _metadata.GetFieldDefinition(field).DecodeSignature(_decoder, null);
        foreach (var property in type.GetProperties())
            _metadata.GetPropertyDefinition(property).DecodeSignature(_decoder, null);
        foreach (var method in type.GetMethods())
            Read(_metadata.GetMethodDefinition(method));
    }

    private void Read(MethodDefinition method)
    {
        method.DecodeSignature(_decoder, null);
        foreach (var parameter in method.GetGenericParameters())
            Constraints(parameter);
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_decoder, null);
        foreach (var region in body.ExceptionRegions)
            Use(region.CatchType);
        foreach (var token in CodeTokens.In(body.GetILReader()))
            Use(token);
    }

    private void Constraints(GenericParameterHandle parameter)
    {
        foreach (var constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
            Use(_metadata.GetGenericParameterConstraint(constraint).Type);
    }

    private void Use(EntityHandle handle)
    {
        if (handle.IsNil)
            return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                _uses.Add((_from, NamespaceOf((TypeDefinitionHandle)handle)));
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_decoder, null);
                break;
            case HandleKind.MethodDefinition:
                Use(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Use(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Use(_metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
            case HandleKind.MethodSpecification:
                var generic = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                generic.DecodeSignature(_decoder, null);
                Use(generic.Method);
                break;
        }
    }

    private string NamespaceOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        while (type.IsNested)
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        return _metadata.GetString(type.Namespace);
    }
}
