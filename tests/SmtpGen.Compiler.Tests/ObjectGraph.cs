using System.Reflection;

namespace SmtpGen.Compiler.Tests;

/// <summary>Everything that an object keeps alive.</summary>
internal static class ObjectGraph
{
    /// <summary>The object and all that its fields and elements lead to, each object once.</summary>
    public static IEnumerable<object> Walk(object root)
    {
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<object?>([root]);
        while (waiting.TryPop(out object? item))
        {
            if (item is null || IsLeaf(item.GetType()) || !visited.Add(item))
                continue;
            yield return item;
            foreach (object? next in Parts(item))
                waiting.Push(next);
        }
    }

    private static IEnumerable<object?> Parts(object item)
    {
        if (item is Array array)
            return IsLeaf(array.GetType().GetElementType()!) ? [] : array.Cast<object?>();
        return Fields(item.GetType()).Select(field => field.GetValue(item));
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(Own).Where(field => !IsLeaf(field.FieldType)))
                yield return field;
        }
    }

    private static bool IsLeaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || typeof(MemberInfo).IsAssignableFrom(type);
}
