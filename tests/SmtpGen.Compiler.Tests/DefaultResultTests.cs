using System.Reflection;
using System.Reflection.Emit;
using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>A handler that returns the default value of a result has chosen no reply: nothing may take that for an acceptance.</summary>
public class DefaultResultTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly s_shipped = Generation.Run(Repository.ReadProtocols()).Load();

    private static readonly Assembly s_own = Generation.Run([.. RelaySpec.All, SmallSpec.Protocol("Talk"), SmallSpec.Post, SmallSpec.Parcel]).Load();

    public static TheoryData<string> Protocols => [.. Handlers(s_shipped).Concat(Handlers(s_own)).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_default_result_is_no_reply_and_every_machine_refuses_it(string handler)
    {
        var type = Find(handler);
        Type[] results = [.. type.Assembly.GetTypes().Where(result => result.Namespace == type.Namespace && result.IsValueType && result.GetProperty("IsDefault") is not null)];
        Assert.NotEmpty(results);
        object machine = New(type, "ServerMachine", Options(type));
        foreach (var result in results)
        {
            object value = Activator.CreateInstance(result)!;
            Assert.Equal(true, result.GetProperty("IsDefault")!.GetValue(value));
            Assert.Equal(false, result.GetProperty("IsPositive")!.GetValue(value));
            Assert.IsType<InvalidOperationException>(Assert.Throws<TargetInvocationException>(() => result.GetProperty("Reply")!.GetValue(value)).InnerException);
            if (machine.GetType().GetMethod("Answer", Any, [result]) is not { } answer)
                continue;

            // Whatever it waits for: the check must stand after the one for that.
            foreach (object pending in Enum.GetValues(machine.GetType().GetProperty("Pending")!.PropertyType))
            {
                typeof(ServerMachine).GetProperty("PendingDecision", Any)!.SetValue(machine, Convert.ToInt32(pending, null));
                Assert.IsAssignableFrom<Exception>(Assert.Throws<TargetInvocationException>(() => answer.Invoke(machine, [value])).InnerException);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Every_decision_that_returns_a_default_result_fails_by_name(string handler)
    {
        var type = Find(handler);
        object decider = Activator.CreateInstance(Thoughtless(type))!;
        object session = New(type, "Session", decider, Options(type));
        string[] asked = [.. Decisions(type).Where(method => method.ReturnType.IsGenericType).Select(method => method.Name)];
        Assert.NotEmpty(asked);
        foreach (string method in asked)
        {
            string name = method[2..];
            var ask = session.GetType().GetMethod("Ask" + name, Any) ?? session.GetType().GetMethod("Offer" + name, Any)!;
            object?[] arguments = ask.GetParameters().Length == 2 ? [null, CancellationToken.None] : [CancellationToken.None];
            var failure = Fail(() => (ValueTask)ask.Invoke(session, arguments)!);
            Assert.StartsWith($"Thoughtless.{type.Name}.{method} returned default(", Assert.IsType<NoReplyChosenException>(failure).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void What_a_handler_does_not_decide_is_the_first_reply(string handler)
    {
        var type = Find(handler);
        object undecided = Activator.CreateInstance(Thoughtless(type, onlyAbstract: true))!;
        foreach (var method in Decisions(type).Where(method => !method.IsAbstract))
        {
            object?[] arguments = [.. method.GetParameters().Select(parameter => Activator.CreateInstance(parameter.ParameterType))];
            object answer = method.Invoke(undecided, arguments)!;
            object result = answer.GetType().GetProperty("Result")!.GetValue(answer)!;
            Assert.Equal(1, result.GetType().GetProperty("Outcome", Any)!.GetValue(result));
        }
    }

    private static Exception? Fail(Func<ValueTask> call)
    {
        try
        {
            var task = call();
            task.GetAwaiter().GetResult();
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private static object Options(Type handler) => New(handler, "Options");

    private static object New(Type handler, string kind, params object[] arguments) =>
        Activator.CreateInstance(handler.Assembly.GetType(handler.FullName![..^"Handler".Length] + kind)!, arguments)!;

    private static Type Find(string handler) => s_shipped.GetType(handler) ?? s_own.GetType(handler)!;

    private static IEnumerable<Type> Handlers(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => type.IsAbstract && type.Name.EndsWith("Handler", StringComparison.Ordinal));

    private static IEnumerable<MethodInfo> Decisions(Type handler) => handler.GetMethods(Any | BindingFlags.DeclaredOnly)
        .Where(method => method.IsVirtual && method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name.StartsWith("On", StringComparison.Ordinal));

    // A handler all of whose methods are: return default;
    private static Type Thoughtless(Type handler, bool onlyAbstract = false)
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new("Thoughtless"), AssemblyBuilderAccess.Run).DefineDynamicModule("Thoughtless");
        var type = module.DefineType("Thoughtless." + handler.Name, TypeAttributes.Public | TypeAttributes.Class, handler);
        foreach (var method in Decisions(handler).Where(method => method.IsAbstract || !onlyAbstract))
        {
            var overriding = type.DefineMethod(
                method.Name, MethodAttributes.Family | MethodAttributes.Virtual | MethodAttributes.HideBySig, method.ReturnType,
                [.. method.GetParameters().Select(parameter => parameter.ParameterType)]);
            var code = overriding.GetILGenerator();
            var value = code.DeclareLocal(method.ReturnType);
            code.Emit(OpCodes.Ldloca, value);
            code.Emit(OpCodes.Initobj, method.ReturnType);
            code.Emit(OpCodes.Ldloc, value);
            code.Emit(OpCodes.Ret);
        }

        return type.CreateType();
    }
}
