using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmtpGen.Runtime;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.RandomSpecs.Walking;

/// <summary>Makes the table that emitted files describe, by evaluating them.</summary>
internal sealed class EmittedTable
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = new();
    private readonly EmittedCode _code;
    private readonly string _type;
    private ServerReply[]? _inherited;

    private EmittedTable(EmittedCode code, string type)
    {
        _code = code;
        _type = type;
    }

    /// <summary>The table of a protocol.</summary>
    /// <param name="code">Its files, and those of the protocol it extends.</param>
    /// <param name="protocol">Its name in C#.</param>
    public static ServerTable Of(EmittedCode code, string protocol)
    {
        string type = protocol + "ServerTable";
        var table = code.Value(type + ".Instance") ?? throw new InvalidOperationException($"Nothing is called {type}.Instance.");
        return (ServerTable)new EmittedTable(code, type).Evaluate(table, typeof(ServerTable))!;
    }

    private object? Evaluate(ExpressionSyntax expression, Type target) => expression switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.Utf8StringLiteralExpression } octets => Encoding.UTF8.GetBytes(octets.Token.ValueText),
        LiteralExpressionSyntax { Token.Value: string or bool } literal => literal.Token.Value,
        BaseObjectCreationExpressionSyntax creation => Create(creation, creation is ObjectCreationExpressionSyntax { Type: var named } ? RuntimeType(named) : target),
        CollectionExpressionSyntax collection => Elements(collection, target),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" } copied } => Evaluate(copied.Expression, target),
        ElementAccessExpressionSyntax inherited => Inherited(inherited.ArgumentList.Arguments[0].Expression),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax own } => Evaluate(Called($"{_type}.{own.Identifier.ValueText}"), target),
        MemberAccessExpressionSyntax { Expression: var type } member when EmittedCode.LastName(type) == nameof(ServerEvent) => Enum.Parse<ServerEvent>(member.Name.Identifier.ValueText),
        MemberAccessExpressionSyntax { Expression: var type } member when EmittedCode.LastName(type) == nameof(ReplyValueForm) => Enum.Parse<ReplyValueForm>(member.Name.Identifier.ValueText),
        LambdaExpressionSyntax { Body: SwitchExpressionSyntax grammars } => Grammars(grammars),
        _ => ChangeType(_code.Number(expression), target),
    };

    private object Create(BaseObjectCreationExpressionSyntax creation, Type type)
    {
        var arguments = creation.ArgumentList?.Arguments.Select(argument => argument.Expression).ToList() ?? [];
        object made = Construct(type, arguments);
        foreach (var property in creation.Initializer?.Expressions.Cast<AssignmentExpressionSyntax>() ?? [])
        {
            string name = EmittedCode.LastName(property.Left);
            var target = Array.Find(s_properties.GetOrAdd(type, key => key.GetProperties()), known => known.Name == name)
                ?? throw new InvalidOperationException($"{type.Name} has no {name}.");
            target.SetValue(made, Evaluate(property.Right, target.PropertyType));
        }

        return made;
    }

    // A span cannot be given to a constructor by reflection.
    private object Construct(Type type, List<ExpressionSyntax> arguments)
    {
        if (type == typeof(LiteralPart))
            return new LiteralPart(Octets(arguments[0]));
        if (type == typeof(ServerReply))
            return new ServerReply((string)Evaluate(arguments[0], typeof(string))!, (int)_code.Number(arguments[1]), Octets(arguments[2]));
        var constructor = Array.Find(type.GetConstructors(), known => known.GetParameters().Length >= arguments.Count && known.GetParameters().Skip(arguments.Count).All(parameter => parameter.IsOptional))
            ?? throw new InvalidOperationException($"{type.Name} cannot be made of {arguments.Count} values.");
        return constructor.Invoke([.. constructor.GetParameters().Select((parameter, i) => i < arguments.Count ? Evaluate(arguments[i], parameter.ParameterType) : parameter.DefaultValue)]);
    }

    // A reply of the protocol that is extended, by the number that it has there: (int)TalkReply.Welcome.
    private object Inherited(ExpressionSyntax number)
    {
        string reply = EmittedCode.Name((MemberAccessExpressionSyntax)((CastExpressionSyntax)number).Expression);
        string replies = reply[..reply.IndexOf("Reply.", StringComparison.Ordinal)] + "ServerTable.Replies";
        _inherited ??= (ServerReply[])Evaluate(Called(replies), typeof(ServerReply[]))!;
        return _inherited[(int)_code.Constant(reply)];
    }

    private byte[] Octets(ExpressionSyntax expression) => (byte[])Evaluate(expression, typeof(byte[]))!;

    private Array Elements(CollectionExpressionSyntax collection, Type target)
    {
        var type = target.IsArray ? target.GetElementType()! : target.GetGenericArguments()[0];
        var elements = Array.CreateInstance(type, collection.Elements.Count);
        for (int i = 0; i < elements.Length; i++)
            elements.SetValue(Evaluate(((ExpressionElementSyntax)collection.Elements[i]).Expression, type), i);
        return elements;
    }

    private GrammarSource Grammars(SwitchExpressionSyntax grammars)
    {
        var tables = new Dictionary<int, GrammarSource>();
        foreach (var arm in grammars.Arms)
        {
            if (arm.Pattern is ConstantPatternSyntax number)
                tables[(int)_code.Number(number.Expression)] = Grammar(EmittedCode.Name((MemberAccessExpressionSyntax)arm.Expression));
        }

        return number => tables.TryGetValue(number, out var table) ? table(number) : default;
    }

    private GrammarSource Grammar(string name)
    {
        string type = name[..(name.IndexOf('.') + 1)];
        var made = Called(name);
        if (made is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 6 } values })
            return Grammar(EmittedCode.Name((MemberAccessExpressionSyntax)made));
        byte[] classes = List<byte>(0);
        int stride = (int)_code.Number(values[1].Expression);
        uint[] rows = List<uint>(2);
        uint[] moves = List<uint>(3);
        ushort[] operations = List<ushort>(4);
        int registers = (int)_code.Number(values[5].Expression);
        return _ => AutomatonTables.FromCompiler(classes, stride, rows, moves, operations, registers);

        T[] List<T>(int at)
            where T : struct =>
            values[at].Expression is IdentifierNameSyntax list ? (T[])Evaluate(Called(type + list.Identifier.ValueText), typeof(T[]))! : [];
    }

    private ExpressionSyntax Called(string name) => _code.Value(name) ?? throw new InvalidOperationException($"Nothing emitted is called {name}.");

    private static Type RuntimeType(TypeSyntax name) =>
        typeof(ServerTable).Assembly.GetType("SmtpGen.Runtime." + EmittedCode.LastName(name), throwOnError: true)!;

    private static object ChangeType(ulong value, Type target)
    {
        var type = Nullable.GetUnderlyingType(target) ?? target;
        return type == typeof(int) ? (int)value
            : type == typeof(uint) ? (uint)value
            : type == typeof(long) ? (long)value
            : Convert.ChangeType(value, type);
    }
}
