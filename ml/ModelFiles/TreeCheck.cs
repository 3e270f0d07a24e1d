using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>Refuses trees that could loop or read outside their arrays.</summary>
internal static class TreeCheck
{
    public static void Check(ComponentReader reader, Tree tree, int slots)
    {
        var seen = new bool[tree.Nodes];
        var leafSeen = new bool[tree.Values.Length];
        var open = new Stack<int>([0]);
        while (open.TryPop(out var node))
        {
            if (seen[node])
                throw reader.Fault($"holds a tree whose node {node} is reached twice");
            seen[node] = true;
            if (tree.Slot[node] < 0 || tree.Slot[node] >= slots)
                throw reader.Fault($"holds a tree that tests slot {tree.Slot[node]} of {slots}");
            foreach (var child in (ReadOnlySpan<int>)[tree.Left[node], tree.Right[node]])
            {
                if (child >= tree.Nodes || child < -tree.Values.Length || (child < 0 && leafSeen[~child]))
                    throw reader.Fault($"holds a tree whose node {node} leads to {child}");
                if (child >= 0)
                    open.Push(child);
                else
                    leafSeen[~child] = true;
            }
        }
    }
}
