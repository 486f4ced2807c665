using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace SmtpGen.Architecture.Tests;

/// <summary>The literals of an assembly: strings, and the octets of static data, such as literals in UTF-8.</summary>
internal static class Literals
{
    /// <summary>All of them. Static data ends before the zero that follows a literal in UTF-8.</summary>
    public static IReadOnlySet<string> In(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            found.Add(metadata.GetUserString(handle));
        foreach (var handle in metadata.FieldDefinitions)
        {
            var field = metadata.GetFieldDefinition(handle);
            if (field.Attributes.HasFlag(FieldAttributes.HasFieldRVA))
                found.Add(Text(file, field.GetRelativeVirtualAddress()));
        }

        return found;
    }

    private static string Text(PEReader file, int address)
    {
        var data = file.GetSectionData(address).GetContent();
        int end = data.IndexOf((byte)0);
        return Encoding.UTF8.GetString(data.AsSpan(0, Math.Max(end, 0)));
    }
}
