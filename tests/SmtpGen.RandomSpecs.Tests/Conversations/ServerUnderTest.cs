using System.Globalization;
using System.Reflection;
using SmtpGen.Language.Model;
using SmtpGen.RandomSpecs.Compiling;
using SmtpGen.RandomSpecs.Walking;
using SmtpGen.Runtime;

namespace SmtpGen.RandomSpecs.Conversations;

/// <summary>A server's session, and what can be seen of it.</summary>
/// <param name="Session">The session, not begun.</param>
/// <param name="State">Gives the number of the state it is in.</param>
/// <param name="Flags">Gives the flags that are set.</param>
/// <param name="TryPush">Sends what nobody asked for: its number and the values in its text, if it has some.</param>
internal sealed record ServerUnderTest(ServerSession Session, Func<int> State, Func<uint> Flags, Func<int, string?, bool> TryPush)
{
    /// <summary>A compiled one.</summary>
    /// <param name="model">The protocol.</param>
    /// <param name="handler">The class that <see cref="HandlerCode"/> wrote.</param>
    /// <param name="choose">Chooses a result of a type; the other arguments are what the handler is given, and what sends replies before its answer, or null.</param>
    /// <param name="keep">Is told of bodies.</param>
    public static ServerUnderTest Compiled(ProtocolModel model, Type handler, Func<Type, object?, object?, object> choose, Action<byte[]> keep)
    {
        var session = (ServerSession)handler.GetMethod("Begin", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [choose, keep])!;
        return new(session, () => (int)Property("State"), () => (uint)Property("Flags"), Push);

        bool Push(int push, string? text)
        {
            var reply = model.Replies[model.Unsolicited[push].Reply];
            var method = session.GetType().GetMethod("TryPush" + GeneratedName.Pascal(reply.Name))!;
            return (bool)method.Invoke(session, text is null ? [] : Answers.Arguments(method, reply, text))!;
        }

        long Property(string name) => Convert.ToInt64(session.GetType().GetProperty(name)!.GetValue(session), CultureInfo.InvariantCulture);
    }

    /// <summary>One whose emitted table is walked without compiling it.</summary>
    public static ServerUnderTest Walked(ProtocolModel model, EmittedProtocol protocol, Answers answers, Action<byte[]> keep)
    {
        var machine = new WalkingMachine(protocol.Table, model, new WalkingOptions(model, protocol.Code, protocol.Name));
        var session = new WalkingSession(machine, answers.Next, keep);
        return new(session, () => machine.State, () => machine.Flags, Push);

        bool Push(int push, string? text) => session.TryTell(push, text is null ? [] : Answers.Values(model.Replies[model.Unsolicited[push].Reply], text));
    }
}
